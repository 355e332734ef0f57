"""Positions in figures are held, however they are written; prices, dates and scores are not."""

import pytest

from articles.lib.defences.coordinates import place


@pytest.mark.parametrize(
    "body",
    [
        "47.0951, 37.5413",
        "47,0951 37,5413",
        "[37.5413, 47.0951]",
        "47.0951 N 37.5413 E",
        "47.0951°N, 37.5413°E",
        "lat 47.0951 lon 37.5413",
        "lat=47.0951&lon=37.5413",
        "47.095 37.541",
        "широта 47.09 долгота 37.54",
        "N47.09 E37.54",
        "４７.0951, ３７.5413",
        "48°12'30\"N 37°20'10\"E",
        "48° 12′ N, 37° 20′ E",
        "N 48° 12.345' E 37° 20.1'",
        "N 48°00, E 37°20",
        "48° N, 37° E",
        "48 градусів 12 хвилин",
        "48 degrés 12 minutes nord",
        "N48 12.345 E037 20.100",
        "37U CQ 12345 67890",
        "36uyv1234512345",
        "37T CN 123 456",
        "UTM 37U 412345 5312345",
        "Х=53 12345 У=07 41234",
        "///maison.soleil.arbre",
        "https://w3w.co/filled.count.soap",
        "8GV64QP2+9R",
        "8gv6+2x",
        "https://www.google.com/maps/@47.0951,37.5413,15z",
        "https://www.google.fr/maps/place/X/!3d47.0951!4d37.5413",
        "https://maps.app.goo.gl/abcDEF123",
        "https://www.openstreetmap.org/#map=15/47.0951/37.5413",
        "https://yandex.ru/maps/?ll=37.541300%2C47.095100&z=15",
        "https://yandex.ru/maps/-/CDabcd",
        "geo:47.09,37.54",
        # Dressed up
        "47.0951\n37.5413",
        "47 . 0951 , 37 . 5413",
        "4 7 . 0 9 5 1 , 3 7 . 5 4 1 3",
        "４７．０９５１，３７．５４１３",
        "47·0951, 37·5413",
        "47_0951 / 37_5413",
        "47 virgule 0951 et 37 virgule 5413",
        "47 POINT 0951, 37 POINT 5413",
        "47 кома 0951, 37 кома 5413",
        "47.0951 puis, vers l’est, tout droit, 37.5413",
        "47.O951, 37.5413",
        "47o05'42\"N 37o32'28\"E",
        "47⁰05′ 37⁰32′",
    ],
)
def test_a_place_told_in_figures(body):
    assert place(f"Ils sont là : {body} !") != ""


def test_the_place_is_shown_to_the_moderator():
    assert place("Ils sont en 47.0951, 37.5413 ce soir") == "47.0951, 37.5413"
    assert len(place(f"https://www.google.com/maps/@47.0951,37.5413,{'9' * 500}")) <= 80


@pytest.mark.parametrize(
    "body",
    [
        "12.50, 13.75 euros le kilo",
        "47.000, 35.000 soldats",
        "1.250.000 habitants, et pi vaut 3,141592",
        "Le PIB a crû de 3,1415 % puis 2,7182 %",
        "En 14, 1500, et en 15, 2000 morts",
        "Le 24. 0222, puis le 12, 1984",
        "1 2 3 4 5 6 7 8 9",
        "Page 47, 1951, et page 12, 2003",
        "12,3456 % contre 13,4567 %",
        "1.234, 5.678",
        "Il fait 25° à Kherson, −3° cette nuit",
        "Appelez le 06 12 34 56 78 ou le +380 44 123 45 67",
        "3-2, 10/11/2024, 14:30, 2022-2024",
        "2345+67 = 2412",
        "AB 1234 CD, FR76 3000 6000 0112 3456",
        "T-90M, Su-35, F-16, S-300, BM-21",
        "la 93e brigade, 5 km, 12 kg, 37 ans",
        "C++, 4x4, 20 % à 30 %",
        "https://www.google.com/search?q=47",
        "https://deepstatemap.live",
        "https://www.lemonde.fr/2022/02/24/article_6115.html",
        "Voir la carte, en haut à droite…",
        "",
    ],
)
def test_amounts_dates_and_names_are_no_places(body):
    assert place(body) == ""
