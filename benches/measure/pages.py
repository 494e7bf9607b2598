"""Web pages around generated articles: the heads, menus, teasers, comments and footers that a page of news has.

Four outlets with different markup share the articles. A page weighs some 40 KB, most of it style, script and
links around the text, as on the web.
"""

import html
import json
import random

SECTIONS = "Harbour,City,Trade,Weather,Courts,Schools,Sport,Culture,Letters,Notices,Ferries,Market".split(",")
OUTLETS = [
    ("The Quay Courier", "quay-courier.example", "article"),
    ("Lamp Street Gazette", "lampstreet.example", "story"),
    ("Morning Tide", "morningtide.example", "post"),
    ("Breakwater Weekly", "breakwater.example", "entry"),
]
TEASERS = [
    "Ferry crews agree on a winter timetable",
    "New lamps for the old mole",
    "What the tide left behind this week",
    "Council counts the cost of the east pier",
    "A baker's guide to early mornings",
    "Pilots warn of fog until Thursday",
    "The market hall opens its cellar",
    "Letters: who owns the sea wall?",
    "Rowing club keeps its boathouse",
    "School garden wins the autumn prize",
]
COMMENTS = [
    "I walked past there on Sunday and saw nothing of the kind.",
    "Thank you for writing this. My grandfather worked on that pier.",
    "Could the next piece say what it will cost?",
    "The number in the second paragraph seems high to me.",
    "Good to read about something other than parking.",
]


def write(texts, folder):
    """Writes a page for each line of `texts`, a file of JSON Lines, in folders of a hundred."""
    with texts.open(encoding="utf-8") as rows:
        for number, row in enumerate(rows):
            article = json.loads(row)
            place = folder / f"{number // 100:03d}"
            place.mkdir(parents=True, exist_ok=True)
            name = OUTLETS[number % len(OUTLETS)][1].split(".")[0]
            (place / f"{name}-{number:06d}.html").write_text(page(number, article), encoding="utf-8")


def page(number, article):
    """One page; the same for the same number."""
    chance = random.Random(number)
    outlet, domain, kind = OUTLETS[number % len(OUTLETS)]
    title, date = html.escape(article["title"]), article["date"]
    address = f"https://{domain}/{date[:10].replace('-', '/')}/{number}"
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article["title"],
        "datePublished": date,
        "publisher": {"@type": "Organization", "name": outlet},
        "mainEntityOfPage": address,
    }
    head = [
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title} | {outlet}</title>",
        f'<link rel="canonical" href="{address}">',
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">',
        f'<meta property="og:site_name" content="{outlet}"><meta property="og:url" content="{address}">',
    ]
    if number % 3 != 1:
        head.append(f'<meta property="article:published_time" content="{date}">')
    if number % 3 != 2:
        head.append(f'<script type="application/ld+json">{json.dumps(described)}</script>')
    head.append(f"<style>{style(kind, chance)}</style><script>{script(kind, chance)}</script>")
    parts = [
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{chr(10).join(head)}\n</head>\n<body class="{kind}-page">',
        f'<a class="skip" href="#content">Skip to the text</a>\n<header class="{kind}-header">{menu(domain)}</header>',
        f'<main id="content" class="{kind}-main">\n{text(kind, title, date, article["body"], chance)}\n</main>',
        f'<aside class="{kind}-side"><h2>More from {outlet}</h2>{teasers(domain, chance)}</aside>',
        comments(kind, chance) if number % 2 else "",
        f'<footer class="{kind}-footer">{menu(domain)}<p>© {date[:4]} {outlet}. Printed on the quay.</p></footer>',
        f"<script>{script(kind, chance)}</script>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def text(kind, title, date, body, chance):
    paragraphs = [f"<p>{html.escape(paragraph)}</p>" for paragraph in body.split("\n\n")]
    picture = '<figure><img src="/pictures/{0}.jpg" alt=""><figcaption>The quay in picture {0}.</figcaption></figure>'
    paragraphs.insert(1, picture.format(chance.randrange(10_000)))
    if len(paragraphs) > 4:
        teaser = chance.choice(TEASERS)
        paragraphs.insert(4, f'<div class="{kind}-inset"><a href="/read/{chance.randrange(10_000)}">Read also: {teaser}</a></div>')
    tag = "article" if kind in ("article", "entry") else "div"
    stamp = f'<time datetime="{date}">{date[:10]}</time>'
    share = '<ul class="share"><li><a href="#mail">Mail</a></li><li><a href="#print">Print</a></li></ul>'
    return (
        f'<{tag} class="{kind}"><h1 class="{kind}-title">{title}</h1><p class="{kind}-meta">{stamp}</p>{share}\n'
        f'<div class="{kind}-body">\n' + "\n".join(paragraphs) + f"\n</div>\n</{tag}>"
    )


def menu(domain):
    def entries(section):
        return "".join(
            f'<li class="menu-item"><a href="https://{domain}/{section.lower()}/{part}">{section} {part}</a></li>'
            for part in ("today", "this-week", "archive")
        )

    sections = "".join(
        f'<li class="menu-section"><a href="https://{domain}/{section.lower()}">{section}</a><ul>{entries(section)}</ul></li>'
        for section in SECTIONS
    )
    return f'<nav><ul class="menu">{sections}</ul></nav>'


def teasers(domain, chance):
    def teaser():
        number = chance.randrange(10_000)
        return (
            f'<div class="teaser"><a href="https://{domain}/read/{number}"><img src="/pictures/{number}-small.jpg" alt="">'
            f'<span class="teaser-title">{chance.choice(TEASERS)}</span></a><span class="teaser-more">More</span></div>'
        )

    return "".join(teaser() for _ in range(12))


def comments(kind, chance):
    rows = "".join(
        f'<li class="comment"><span class="name">Reader {chance.randrange(900)}</span><p>{chance.choice(COMMENTS)}</p></li>'
        for _ in range(chance.randrange(2, 8))
    )
    return f'<section class="{kind}-comments"><h2>Comments</h2><ol>{rows}</ol></section>'


def style(kind, chance):
    """Some hundred and fifty rules, as themes of publishing systems put them into each page."""
    return "\n".join(
        f".{kind}-{part}-{at}{{margin:{chance.randrange(40)}px {chance.randrange(40)}px;color:#{chance.randrange(1 << 24):06x};"
        f"font-size:{chance.randrange(10, 30)}px;line-height:1.{chance.randrange(2, 8)}}}"
        for at in range(30)
        for part in ("header", "menu", "teaser", "body", "footer")
    )


def script(kind, chance):
    """Settings and small functions, as counters and menus bring them along."""
    settings = {f"{kind}Option{at}": chance.randrange(1 << 30) for at in range(120)}
    functions = "".join(
        f"function toggle{at}(node){{if(node&&node.classList){{node.classList.toggle('{kind}-open-{at}')}}return {at}}}\n"
        for at in range(40)
    )
    return f"var settings={json.dumps(settings)};\n{functions}"
