"""What does this number mean?"""

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import Parameters
from portfolio.presentation.project import method as words
from portfolio.ui import texts
from portfolio.ui.kit import head
from portfolio.ui.kit.choosing import tabs
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.method import entries as method

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
