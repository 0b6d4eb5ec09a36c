"""What does this number mean?"""

from portfolio.domain.questions import Parameters
from portfolio.domain.words import Text
from portfolio.presentation.blocks import method as words
from portfolio.ui import head, method, texts
from portfolio.ui.asking import ask
from portfolio.ui.choosing import tabs
from portfolio.ui.session import visit

TABS = {
    "indicateurs": (Text("Indicateurs", "Indicators"), method.indicators),
    "faits": (Text("Faits et fichiers", "Facts and files"), method.glossary),
    "parametres": (Text("Paramètres", "Parameters"), method.parameters),
    "exemples": (texts.WORKED, method.worked),
}

here = visit()
asked = ask(Parameters())
files = [
    (here.say(TABS["faits"][0]), lambda: words.glossary(here.view)),
    (here.say(TABS["parametres"][0]), lambda: words.parameters(asked, here.view)),
    (here.say(texts.WORKED), lambda: words.worked(here.view)),
]
head.title(
    Text("Que veut dire ce chiffre ?", "What does this number mean?"),
    here.say(texts.METHOD_SENTENCE),
    ("methode", files),
)
head.choices()
shown = tabs({code: text for code, (text, _) in TABS.items()})
for code, (_, draw) in TABS.items():
    if shown[code].open:
        with shown[code]:
            draw()
