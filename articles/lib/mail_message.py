"""A mail whose links in headers stay links."""

import email.policy
from email.headerregistry import HeaderRegistry, UnstructuredHeader

from django.core.mail import EmailMultiAlternatives


class LinkHeader(UnstructuredHeader):
    """One address in angle brackets, on one line however long: Python would fold it into encoded words (RFC 2047),
    which mail programs do not decode there, so that their button to unsubscribe led nowhere."""

    def fold(self, *, policy):
        return f"{self.name}: {self}{policy.linesep}"


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", LinkHeader)


class MailMessage(EmailMultiAlternatives):
    def message(self, *, policy=email.policy.default):
        return super().message(policy=policy.clone(header_factory=_headers))
