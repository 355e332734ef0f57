"""The slots of a front and what can be done with them. Pure: stories are keys, places are names.

Stored: `{"lead": [7], "secondary": [3, 5], "regions": {"2": [9]}}`. In a form, flat: one name a place, in the order
of the page: `{"lead": [7], "secondary": [3, 5], "region-2": [9]}`.
"""

LEAD, SECONDARY, REGION = "lead", "secondary", "region-"
ROOM = {LEAD: 1, SECONDARY: 4}
ROOM_IN_REGION = 3
LARGEST = 2**63 - 1  # what the databases can count to


class Full(Exception):
    """There is no room left in this place."""


def room(place):
    """How many stories a place holds: 'lead' -> 1, 'region-2' -> 3."""
    return ROOM.get(place, ROOM_IN_REGION)


def flat(stored):
    """{"lead": [7], "regions": {"2": [9]}} -> {"lead": [7], "secondary": [], "region-2": [9]}"""
    places = {name: list(stored.get(name, [])) for name in ROOM}
    return places | {f"{REGION}{key}": list(keys) for key, keys in stored.get("regions", {}).items()}


def stored(places):
    """{"lead": [7], "region-2": [9], "region-3": []} -> {"lead": [7], "secondary": [], "regions": {"2": [9]}}"""
    regions = {name.removeprefix(REGION): list(keys) for name, keys in places.items() if name.startswith(REGION)}
    top = {name: list(places.get(name, [])) for name in ROOM}
    return top | {"regions": {key: keys for key, keys in regions.items() if keys}}


def keys_of(slots):
    """Every story of stored slots, in the order of the page: {"lead": [7], "secondary": [3]} -> [7, 3]"""
    return [key for keys in flat(slots).values() for key in keys]


def is_key(thing):
    """7 -> True; 0, -1, "7", True and what no database can count to -> False."""
    return type(thing) is int and 0 < thing <= LARGEST


def fault(slots):
    """What is wrong with slots that somebody sent: 'shape', 'full' or 'twice'; '' for nothing.

    >>> fault({"lead": [7, 8]}), fault({"lead": [7], "secondary": [7]}), fault({"top": []}), fault({})
    ('full', 'twice', 'shape', '')
    """
    if not _has_shape(slots):
        return "shape"
    if any(len(keys) > room(place) for place, keys in flat(slots).items()):
        return "full"
    keys = keys_of(slots)
    return "twice" if len(set(keys)) < len(keys) else ""


def _has_shape(slots):
    if not isinstance(slots, dict) or not slots.keys() <= {*ROOM, "regions"}:
        return False
    regions = slots.get("regions", {})
    if not isinstance(regions, dict) or not all(map(_is_written_key, regions)):
        return False
    lists = [*(slots.get(name, []) for name in ROOM), *regions.values()]
    return all(isinstance(keys, list) and all(map(is_key, keys)) for keys in lists)


def _is_written_key(name):
    """'2' -> True; 'x', '02', 2 -> False: a key is written in one way."""
    short = isinstance(name, str) and name.isascii() and name.isdigit() and len(name) < 20
    return short and is_key(int(name)) and str(int(name)) == name


# What an editor does with them: each gives new places, and leaves the old ones as they were


def where(places, key):
    """({"lead": [7], "secondary": [3, 5]}, 5) -> ("secondary", 1); None when the story has no place."""
    return next(((place, keys.index(key)) for place, keys in places.items() if key in keys), None)


def without(places, key):
    """({"lead": [7]}, 7) -> {"lead": []}"""
    return {place: [each for each in keys if each != key] for place, keys in places.items()}


def put(places, key, place, position=None):
    """The story comes to this place, at the end when no position is given. Raises Full, KeyError (no such place).

    Where there is room for one (the lead), the former one steps down to the head of the secondary ones, and
    leaves the page when these are full.

    >>> put({"lead": [7], "secondary": [3]}, 3, "lead")
    {'lead': [3], 'secondary': [7]}
    """
    places = without(places, key)
    if room(place) == 1:
        former, below = places[place][:1], places[SECONDARY]
        return places | {place: [key], SECONDARY: [*former, *below] if len(below) < room(SECONDARY) else below}
    if len(places[place]) >= room(place):
        raise Full(place)
    position = len(places[place]) if position is None else position
    return places | {place: [*places[place][:position], key, *places[place][position:]]}


def shift(places, key, steps):
    """Up (-1) or down (1) inside its place; at the end of it nothing moves.

    >>> shift({"lead": [], "secondary": [3, 5]}, 5, -1)
    {'lead': [], 'secondary': [5, 3]}
    """
    found = where(places, key)
    if found is None:
        return places
    place, position = found
    return put(places, key, place, max(0, position + steps)) if room(place) > 1 else places


def obey(places, command):
    """What a button said: 'up:5', 'down:5', 'out:5', 'put:5:lead', 'put:5:secondary:0' -> (new places, 5).

    Raises Full, and ValueError for what no button says.
    """
    verb, key, *more = command.split(":")
    if not _is_written_key(key):
        raise ValueError(command)
    key = int(key)
    match verb, more:
        case (("up" | "down"), []):
            return shift(places, key, -1 if verb == "up" else 1), key
        case "out", []:
            return without(places, key), key
        case "put", [place] if place in places:
            return put(places, key, place), key
        case "put", [place, position] if place in places and position.isdecimal() and len(position) < 3:
            return put(places, key, place, int(position)), key
    raise ValueError(command)
