"""What a mail program has to find in the headers is there in clear."""

from email import message_from_bytes, policy

import pytest

from articles.lib.mail_message import MailMessage

LINK = "<https://news.example/comments/notices/?key=" + "x" * 300 + ">"


def wire(subject="Réponse", **headers):
    return MailMessage(subject, "Texte", to=["a@example.org"], headers=headers).message(policy=policy.SMTP).as_bytes()


def test_a_long_link_is_neither_folded_nor_encoded():
    assert f"\r\nList-Unsubscribe: {LINK}\r\n".encode() in wire(**{"List-Unsubscribe": LINK})


def test_the_other_headers_are_as_ever():
    message = message_from_bytes(wire(subject="Ответ: été " * 20, **{"List-Unsubscribe": LINK}), policy=policy.default)
    assert message["Subject"].strip() == ("Ответ: été " * 20).strip()
    assert message["List-Unsubscribe"] == LINK


@pytest.mark.parametrize("name", ["List-Unsubscribe", "Auto-Submitted"])
def test_no_header_brings_another(name):
    with pytest.raises(ValueError, match=r"linefeed|newline|header"):
        wire(**{name: "<x>\r\nBcc: b@example.org"})
