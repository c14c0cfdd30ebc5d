"""Laid out pages onto paper: marks, links between places, the outline, and the foot of every page."""

from __future__ import annotations

from collections.abc import Sequence

from bot.book.pdf.layout import GREY, LEFT, RIGHT, Ink, Layout, Place, Stroke
from bot.printing.paper import Paper

_FOOT = 287.0


def draw(paper: Paper, front: Layout, body: Layout, foot: str) -> None:
    """The pages of both layouts in turn; the places of the body are counted after the front's pages."""
    shift = len(front.pages)
    places = {
        **front.places,
        **{key: Place(one.page + shift, one.y, one.title, one.level) for key, one in body.places.items()},
    }
    links = {key: paper.add_link() for key in places}
    for key, one in places.items():
        paper.set_link(links[key], page=one.page + 1, y=one.y)
    outline: dict[int, list[Place]] = {}
    for one in places.values():
        outline.setdefault(one.page, []).append(one)
    for number, marks in enumerate([*front.pages, *body.pages]):
        paper.add_page()
        for one in outline.get(number, ()):
            paper.set_y(one.y)
            paper.start_section(paper.drawable(one.title), one.level, strict=False)
        _marks(paper, marks, places, links)
        if number:
            _foot(paper, foot, number + 1)


def _marks(
    paper: Paper, marks: Sequence[Ink | Stroke], places: dict[str, Place], links: dict[str, int]
) -> None:
    for mark in marks:
        if isinstance(mark, Stroke):
            _stroke(paper, mark)
            continue
        text = f"(hal. {places[mark.page_of].page + 1})" if mark.page_of else mark.text
        paper.face(mark.size, bold=mark.bold, grey=mark.grey)
        paper.text(mark.x, mark.y, text)
        if mark.link:
            target = links.get(mark.link, mark.link)
            height = mark.size * 0.4
            paper.link(mark.x, mark.y - height, paper.get_string_width(text), height * 1.2, target)


def _stroke(paper: Paper, mark: Stroke) -> None:
    paper.set_line_width(0.2)
    paper.set_draw_color(mark.grey)
    if not mark.height:
        paper.line(mark.x, mark.y, mark.x + mark.width, mark.y)
    elif mark.fill is None:
        paper.rect(mark.x, mark.y, mark.width, mark.height)
    else:
        paper.set_fill_color(mark.fill)
        paper.rect(mark.x, mark.y, mark.width, mark.height, style="F")


def _foot(paper: Paper, said: str, number: int) -> None:
    paper.face(7, grey=GREY)
    paper.text(LEFT, _FOOT, paper.drawable(said))
    page = str(number)
    paper.text(RIGHT - paper.get_string_width(page), _FOOT, page)
