"""Who comes in at the desk: django-allauth, and what it has no switch for (docs/decisions/0004)."""
