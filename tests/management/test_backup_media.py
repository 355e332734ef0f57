"""Which files of the media folder a backup takes."""

from articles.management.backup.media import Folder


def test_all_but_what_can_be_drawn_again(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    names = ["images/a.jpg", "images/a-320.avif", "shelf/b.jpg", "share/a/1-0.jpg", "share/words/2-0.jpg"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "images/link.jpg").symlink_to(tmp_path / "images/a.jpg")
    assert list(Folder().sizes()) == ["images/a-320.avif", "images/a.jpg", "shelf/b.jpg"]
