"""What a page is compared with: a Django that knows one view and no middleware, answering the same bytes.

BODY=/path/to/the/page granian --interface wsgi bare:application
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

BODY = Path(os.environ["BODY"]).read_bytes()


def view(request):
    return HttpResponse(BODY)


urlpatterns = [re_path("", view)]
settings.configure(
    ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], SECRET_KEY="bare", LOGGING_CONFIG=None, USE_I18N=False
)
django.setup()
application = get_wsgi_application()
