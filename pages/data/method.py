"""What does this number mean?"""

from portfolio.domain.basis.text import Text
from portfolio.domain.questions import Parameters
from portfolio.presentation.project import method as told
from portfolio.ui.kit import head
from portfolio.ui.kit.choosing import tabs
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.method import entries as method
from portfolio.ui.method import words

TABS = {
    "indicateurs": (Text("Indicateurs", "Indicators"), method.indicators),
    "faits": (Text("Faits et fichiers", "Facts and files"), method.glossary),
    "parametres": (Text("Paramètres", "Parameters"), method.parameters),
    "exemples": (words.WORKED, method.worked),
}

here = visit()
asked = ask(Parameters())
files = [
    (here.say(TABS["faits"][0]), lambda: told.glossary(here.view)),
    (here.say(TABS["parametres"][0]), lambda: told.parameters(asked, here.view)),
    (here.say(words.WORKED), lambda: told.worked(here.view)),
]
head.title(
    Text("Que veut dire ce chiffre ?", "What does this number mean?"),
    here.say(words.METHOD_SENTENCE),
    ("methode", files),
)
head.choices()
shown = tabs({code: text for code, (text, _) in TABS.items()})
for code, (_, draw) in TABS.items():
    if shown[code].open:
        with shown[code]:
            draw()
