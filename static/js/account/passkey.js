// Passkeys: a form with data-passkey="get" or "create" asks the browser, then sends its answer in the field `credential`.
// The server's challenge is JSON in the page (data-passkey-options: its id), or is fetched from the form's address.

// The parts of an answer that are bytes.
const BINARY = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

/** "AQI" -> ArrayBuffer of 1, 2. */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

/** ArrayBuffer of 1, 2 -> "AQI". */
function text(buffer) {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The server's options, with bytes where the browser wants bytes: the challenge, the person's id, those of keys. */
function understood(options) {
  return JSON.parse(JSON.stringify(options), function (name, value) {
    const ofPersonOrKey = name === "id" && ("displayName" in this || this.type === "public-key");
    return name === "challenge" || ofPersonOrKey ? bytes(value) : value;
  });
}

/** A PublicKeyCredential -> what can be sent. */
function plain(credential) {
  const answer = {};
  for (const name of BINARY) {
    if (credential.response[name]) answer[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) answer.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function challenge(form) {
  const inPage = form.dataset.passkeyOptions;
  if (inPage) return JSON.parse(document.getElementById(inPage).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no challenge: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const options = understood(await challenge(form));
    const credential = await navigator.credentials[form.dataset.passkey](options);
    form.elements.credential.value = JSON.stringify(plain(credential));
    form.submit();
  } catch {
    failed.hidden = false; // the person has cancelled, or there is no passkey of ours on this device
  }
}

// A passkey belongs to a name: an address of numbers has none.
const named = !/^[\d.]+$|:/.test(location.hostname);
const able = Boolean(named && window.PublicKeyCredential && navigator.credentials);
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !able;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}
for (const words of document.querySelectorAll("[data-passkey-none]")) words.hidden = able;
