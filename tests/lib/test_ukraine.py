"""The map that pages carry: whole, light, and within the borders the United Nations recognise."""

import gzip
import re

import pytest

from articles.lib.geometry import area, centre, outline, owners_of, simplify, turned
from articles.lib.ukraine import CODES, HEIGHT, WIDTH, country, path
from articles.workflow.foundations import REGIONS

SQUARES = [[(0, 0), (10, 0), (10, 10), (0, 10)], [(10, 0), (20, 0), (20, 10), (10, 10)]]


def points(drawn):
    """The corners of a path, in units of the map."""
    found = []
    for line in filter(None, drawn.split("z")):
        x, y, *steps = map(int, re.findall(r"-?\d+", line))
        found.append((x, y))
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def test_every_region_we_start_with_is_drawn():
    assert {fields["iso_code"] for fields in REGIONS} <= set(country().regions)
    assert len(country().regions) == len(CODES) == 25


def test_crimea_is_part_of_the_country():
    """Its southern coast is the coast of the outline: no border is drawn before it."""
    lowest = max(points(country().regions["UA-43"].path), key=lambda point: point[1])
    assert lowest in points(country().outline)
    assert lowest == max(points(country().outline), key=lambda point: point[1])


def test_names_stand_inside_the_map():
    for shape in country().regions.values():
        assert 0 < shape.x < WIDTH and 0 < shape.y < HEIGHT
        xs, ys = zip(*points(shape.path), strict=True)
        assert min(xs) < shape.x < max(xs) and min(ys) < shape.y < max(ys)


def test_five_regions_and_the_outline_weigh_little():
    land = country()
    drawn = land.outline + "".join(land.regions[fields["iso_code"]].path for fields in REGIONS)
    assert len(gzip.compress(drawn.encode())) < 3_000


def test_neighbours_leave_no_gap():
    """Thinned, the regions still share their borders: the line between two of them is the same for both."""
    edges = set(points(country().regions["UA-14"].path)) & set(points(country().regions["UA-23"].path))
    assert len(edges) > 5


def test_a_path():
    assert path([[(0.2, 0), (20, 0), (20.4, 9.6)]]) == "M0 0l20 0 0 10z"


class TestGeometry:
    def test_outline_of_neighbours_has_no_border_inside(self):
        assert outline(SQUARES) == [[(0, 0), (10, 0), (20, 0), (20, 10), (10, 10), (0, 10)]]

    def test_two_islands(self):
        apart = [[(x + 30, y) for x, y in SQUARES[0]], SQUARES[0]]
        assert sorted(map(area, outline(apart))) == [100, 100]

    def test_direction(self):
        assert turned(SQUARES[0][::-1]) == turned(turned(SQUARES[0][::-1]))
        assert turned(SQUARES[0]) == SQUARES[0]

    def test_the_centre_is_inside_even_of_a_horseshoe(self):
        shoe = [(0, 0), (60, 0), (60, 60), (40, 60), (40, 20), (20, 20), (20, 60), (0, 60)]
        x, y = centre(shoe)
        assert y < 20 or not 20 <= x <= 40

    @pytest.mark.parametrize("tolerance", [1, 5])
    def test_what_two_shapes_share_stays_shared(self, tolerance):
        left = [(0, 0), (10, 0), (11, 3), (9, 6), (10, 10), (0, 10)]
        right = [(10, 0), (20, 0), (20, 10), (10, 10), (9, 6), (11, 3)]
        owners = owners_of({"left": [left], "right": [right]})
        thin = [simplify(ring, owners, tolerance) for ring in (left, right)]
        border = [{point for point in ring if 8 < point[0] < 12} for ring in thin]
        assert border[0] == border[1]
