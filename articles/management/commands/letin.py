from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from articles.workflow import accounts, guesses


class Command(BaseCommand):
    help = (
        "Lets somebody in again who has lost phone, passkey and recovery codes: forgets the second factor, lifts the "
        "lock after wrong guesses and ends all sessions. The password stays; `changepassword` sets another. At the "
        "next login a new second factor is set up."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="what this person logs in with")

    def handle(self, name, **options):
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name}.")
        if not user.is_active:
            raise CommandError(f"The account {name} is closed. Somebody who may change accounts opens it in the admin.")
        accounts.drop_second_factor(user, by=None)
        guesses.lift(user, by=None)
        ended = accounts.end_sessions(user, by=None)
        self.stdout.write(f"{name} can log in with the password alone, once. Sessions ended: {ended}.")
