"""Where troops are, told in plain talk: «колона танків зараз іде на Куп’янськ», « l’artillerie derrière l’école ».

One sentence has to name a unit or a weapon of the field *and* say where it is to be found: at a spot (behind the
school, in the yard), or towards a place where it is seen now. What is told as over («the column near the bridge was
destroyed yesterday») is let through: what was struck stands there no longer.
"""

import re

from articles.lib.words import fold

# Beginnings of words and phrases in French, English, Ukrainian and Russian, as they are folded, parted by commas.
UNITS = """
    colonne, convoi, batterie, artillerie, obusier, canon, mortier, blinde, char, chars, tank, lance-roquette,
    lanceur, defense anti, defense aerienne, anti-aerien, dca, radar, brigade, bataillon, etat-major, munition,
    garnison, caserne, tireur, operateur, column, convoy, battery, artillery, howitzer, armor, armour, launcher,
    air defence, air defense, battalion, regiment, headquarter, ammo, ammunition, barrack, sniper, operators,
    himars, patriot, s-300, s-400, iris-t, nasams, gepard, caesar, grad, bm-21, iskander, buk, колон, конво,
    батаре, артилер, гаубиц, міномет, танк, бронетех, бтр, бмп, сау, рсзв, град, гради, зрк, ппо, зеніт, бук, рлс,
    радар, бригад, батальй, полк, штаб, боєприпас, казарм, снайпер, оператор, пускова, установк, арта, артиллер,
    миномет, рсзо, пво, зенит, батальо, боеприпас, пусков
"""
# Said of people: only where they are seen now, at a spot.
PEOPLE = "soldat, militaire, troupe, soldier, troops, військов, солдат, бійц, военн, бойц"
NOW = """
    en ce moment, maintenant, a l'instant, actuellement, je vois, je les vois, vient de passer, viennent de passer,
    sous ma fenetre, sous mes fenetre, right now, just now, as we speak, at the moment, currently, i see, i can
    see, just saw, just passed, just drove, my window, зараз, щойно, тільки що, прямо тут, бачу, проїжджа, під
    вікн, під моїми вікн, сейчас, только что, прямо здесь, вижу, проезжа, под окн, под моими окн
"""
NEAR = """
    derriere, a cote d, pres d, en face d, devant, sous, dans la cour d, au fond d, a l'entree d, a l'angle d,
    behind, next to, near, beside, opposite, under, inside, in the yard of, in the woods by, at the corner of, by,
    за, біля, коло, поруч, поруч з, поруч із, поряд, навпроти, під, у дворі, на розі, неподалік, неподалік від,
    возле, около, рядом с, напротив, под, во дворе, на углу, недалеко от
"""
SPOTS = """
    ecole, lycee, hopital, usine, gare, pont, eglise, cimetiere, station, hangar, ferme, bois, foret, lisiere, rue,
    avenue, place, stade, marche, supermarche, immeuble, entrepot, chateau d'eau, carrefour, maternelle, mairie,
    poste, aeroport, carriere, village, maison, school, hospital, factory, bridge, church, cemetery, farm, wood,
    forest, tree line, treeline, street, road, stadium, market, warehouse, crossroad, kindergarten, town hall,
    airport, quarry, house, silo, petrol, gas, школ, лікарн, завод, вокзал, міст, мост, церкв, цвинтар, кладовищ,
    заправк, азс, ангар, ферм, ліс, посадк, вулиц, стадіон, ринк, склад, перехрест, садочк, сільрад, аеропорт,
    кар'єр, сел, будинк, будівл, елеватор, автовокзал, супермаркет, больниц, церков, кладбищ, лес, улиц, стадион,
    рынк, перекрест, детск, аэропорт, карьер, дом, здани
"""
OVER = """
    detrui, frapp, bombard, touche, pilonn, tue, abatt, hier, en 20, avait, etait, etaient, destroy, struck, hit,
    shelled, bomb, killed, yesterday, last, in 20, was, were, had, знищ, вдари, удар, обстріл, вби, учора, вчора,
    минул, торік, був, були, була, уничтож, обстрел, уби, вчера, прошл, был, были, была
"""
# «на Куп'янськ», « vers Pokrovsk »: a name, which begins with a capital, so it is looked for before folding.
TOWARDS = re.compile(
    r"(?<!\w)(?:à|a|vers|dans|par|traverse|près de|in|at|through|towards?|near|passing|entering|у|в|на|через|біля|до|"
    r"під|к|возле|около|под)\s(?:la |le |l’|l'|the )?[A-ZÀ-ÞА-ЯЇІЄҐ][\w’'-]{2,30}"
)
SENTENCE = re.compile(r"[^.!?…\n]{1,400}")
# A line that ends in the middle of a sentence is no end of it; an empty one is.
BROKEN = re.compile(r"(?<![.!?…\n])\n(?!\s*\n)")
SHOWN = 120
SHORT = 4  # letters: such a word stands whole, but for an ending. «бук» is a weapon, «буква» a letter


def _listed(phrases):
    return sorted({fold(phrase.strip()) for phrase in phrases.split(",")})


def _any(phrases, short=r"\w{0,2}\b"):
    found = (re.escape(phrase) + (short if len(phrase) <= SHORT else "") for phrase in _listed(phrases))
    return "(?<![^\\W_])(?:" + "|".join(found) + ")"


# The longest word of each, and its first four letters: without one of them there is nothing to look for.
STEMS = tuple({max(re.findall(r"\w+", phrase), key=len) for phrase in _listed(f"{UNITS}, {PEOPLE}")})
HEADS = frozenset(stem[:4] for stem in STEMS)
UNIT, PERSON, IS_NOW, IS_OVER = (re.compile(_any(phrases)) for phrases in (UNITS, PEOPLE, NOW, OVER))
# Between the two at most two words: «за старою школою».
AT_SPOT = re.compile(rf"{_any(NEAR, r'\b')}\w{{0,2}}\W{{1,3}}(?:\w{{1,14}}\W{{1,3}}){{0,2}}{_any(SPOTS)}")


def told(text):
    """A Text -> the sentence that gives a position away, at most 120 letters of it; '' where none does."""
    if not any(word.startswith(STEMS) for word in text.words if word[:4] in HEADS):
        return ""
    return next((sentence.strip()[:SHOWN] for sentence in _sentences(text) if _gives_away(sentence)), "")


def _sentences(text):
    """Of the words; the name and the website, a line each, are sentences of their own."""
    name, website, body = text.plain.split("\n", 2)
    return [sentence for part in (name, website, BROKEN.sub(" ", body)) for sentence in SENTENCE.findall(part)]


def _gives_away(sentence):
    folded = fold(sentence)
    unit = UNIT.search(folded)
    if not unit and not PERSON.search(folded):
        return False
    spot, now = AT_SPOT.search(folded), IS_NOW.search(folded)
    if spot and (now or (unit and not IS_OVER.search(folded))):
        return True
    return bool(unit and now and TOWARDS.search(sentence))
