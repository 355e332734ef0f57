"""The forms that a Ukrainian or Russian name takes in a sentence, by a table of endings.

It is generous: a form that does not exist harms nobody, for nobody writes it. What counts is that none is missing.
"""

import re

from articles.lib.words import fold

# (how the name ends, what stands there in the other cases). The first line that fits counts; Ukrainian and Russian
# share a line where they share an ending.
TABLE = [
    ("піль", "піль поля полю полем полі полеві"),  # Тернопіль
    ("ополь", "ополь ополя ополю ополем ополі ополе ополеві"),
    ("ець", "ець ця цю цем ці цеві"),
    ("ський", "ський ського ському ським ська ської ській ську ською ське ські ських ськими"),
    ("цький", "цький цького цькому цьким цька цької цькій цьку цькою цьке цькі цьких цькими"),
    ("зький", "зький зького зькому зьким зька зької зькій зьку зькою зьке зькі зьких зькими"),
    ("ька", "ька ької ькій ьку ькою ьке ького ькому ьким ькі ьких ькими ький"),  # Донецька область
    ("ий", "ий ого ому им ім ом а ої ій у ою е і их ими ая ой ую ое ые ых ыми"),
    ("ый", "ый ого ому ым ом ая ой ую ою ое ые ых ыми"),
    ("ой", "ой ого ому ым ом ая ую ое ые ых ыми"),
    ("ая", "ая ой ую ою ое ого ому ым ые ых ыми ый ий"),  # Донецкая область
    ("ія", "ія ії ію ією іє"),
    ("ия", "ия ии ию ией"),
    ("жжя", "жжя жжю жжям жжі"),  # Запоріжжя
    ("ье", "ье ья ью ьем ьи"),  # Запорожье
    ("ка", "ка ки ці ке ку кою кой ко"),  # Каховка, Каховці
    ("га", "га ги зі ге гу гою гой го"),
    ("ха", "ха хи сі хе ху хою хой хо"),
    ("а", "а и ы і е у ою ой ю ї ої ій"),
    ("я", "я і ї и е ю ею єю ей ям"),
    ("ів", "ів ова ову ові овом овим ового овому єва єву єві євом євим"),  # Харків, Часів Яр, Київ
    ("ов", "ов ова ову ове овом овым ові"),  # Харьков
    ("іг", "іг огу огом озі огові"),  # Кривий Ріг
    ("ть", "ть ті тю ти тью"),  # область
    ("ь", "ь я ю еві ем і е и ью ьо"),  # Маріуполь, Керчь
    ("о", "о а у ом ові і е ого ому им"),
    ("е", "е ого ому им ім а у ем і ом"),
    ("и", "и ам ами ах ів ей ох я ю єм ем ї е"),  # Суми; Бахчисарай, for й folds to и
    ("ы", "ы ам ами ах ов"),
    ("і", "і ів їв ям ями ях ам ами ах"),
    ("", "а у ові ом і е еві ем ю"),  # Донецьк, Херсон, Крим; Донецк, Крым; Керч
]
TABLE = [(fold(ending), [fold(each) for each in others.split()]) for ending, others in TABLE]
CYRILLIC = re.compile("[а-яґєі]+")


def forms(word):
    """A folded word with its other forms: 'крим' -> {'крим', 'криму', 'кримом', …}; 'kherson' -> {'kherson'}."""
    if not CYRILLIC.fullmatch(word) or len(word) < 2:
        return {word}
    ending, others = next(line for line in TABLE if word.endswith(line[0]))
    stem = word.removesuffix(ending)
    return {word, *(f"{stem}{other}" for other in others)}
