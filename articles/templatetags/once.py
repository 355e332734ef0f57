"""What a page shares with the others: rendered once, and then printed from memory, with what is each page's own."""

from django import template
from django.urls import get_script_prefix
from django.utils.translation import get_language

register = template.Library()

MOST = 256  # renderings of one tag that are kept: a front page in three languages has some hundred cards
MARK = "\0"  # no page has one
WAITING = "anew"  # the variable that holds what the rendering that is being recorded leaves open


class Once(template.Node):
    """`{% once site.key nav %}<header>…{% anew %}{{ title }}{% endanew %}</header>{% endonce %}`

    Rendered anew for each language and each value of its keys, which have to be hashable and to name all that its
    content depends on. What is within `anew` is rendered for each page, with the variables of the page: those that
    stand around `once`, not those of a loop or a `with` inside it.
    """

    def __init__(self, keys, nodelist):
        self.keys, self.nodelist, self.kept = keys, nodelist, {}

    def render(self, context):
        key = (get_language(), get_script_prefix(), *(key.resolve(context, ignore_failures=True) for key in self.keys))
        parts = self.kept.get(key)
        if parts is None:
            parts = self.record(context)
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[key] = parts
        return "".join([part if isinstance(part, str) else part.render(context) for part in parts])

    def record(self, context):
        """['<header>', the Anew, '</header>']"""
        waiting = []
        with context.push(**{WAITING: waiting}):
            pieces = self.nodelist.render(context).split(MARK)
        parts = [part for pair in zip(pieces, waiting, strict=False) for part in pair]
        return [*parts, pieces[-1]]


class Anew(template.Node):
    """The part of a `once` that is each page's own."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        waiting = context.get(WAITING)
        if waiting is None:
            return self.nodelist.render(context)
        waiting.append(self)
        return MARK


@register.tag
def once(parser, token):
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return Once(keys, nodelist)


@register.tag
def anew(parser, _token):
    nodelist = parser.parse(["endanew"])
    parser.delete_first_token()
    return Anew(nodelist)
