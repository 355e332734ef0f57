// Shows the address the server will make, as long as nobody types one: a hint in the empty field, never a value,
// because only the server knows which addresses are taken.

const CYRILLIC = {
  а: "a", б: "b", в: "v", г: "h", ґ: "g", д: "d", е: "e", є: "ie", ж: "zh", з: "z", и: "y", і: "i", ї: "i", й: "i",
  к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch",
  ш: "sh", щ: "shch", ь: "", ю: "iu", я: "ia", ы: "y", э: "e", ъ: "", ё: "io",
};
const FIRST = { є: "ye", ї: "yi", й: "y", ю: "yu", я: "ya", ё: "yo" };

export function proposeAddress(headline, slug) {
  if (!headline || !slug || slug.disabled) return;
  const show = () => (slug.placeholder = slugFor(headline.value));
  headline.addEventListener("input", show);
  show();
}

// slugFor("L’œuvre d’été") -> "l-oeuvre-d-ete"
export function slugFor(title, length = 80) {
  const words = title
    .toLowerCase()
    .replace(/([а-яєіїґё])['’ʼ](?=[а-яєіїґё])/g, "$1")
    .replace(/зг/g, "zgh")
    .replace(/(?<![\p{L}])[єїйюяё]/gu, (letter) => FIRST[letter])
    .replace(/[а-яєіїґё]/g, (letter) => CYRILLIC[letter] ?? "")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .match(/[a-z0-9]+/g);
  const slug = (words ?? []).join("-");
  return slug.length <= length ? slug : slug.slice(0, length + 1).replace(/-[^-]*$/, "").slice(0, length);
}
