"""The words of economic models and of durability."""

from __future__ import annotations

from portfolio.domain.basis.text import Text

EDIT_MODEL = Text("Modifier le modèle", "Change the model")
MAKE_MODEL = Text("Saisir un modèle", "Enter a model")
NO_MODEL = Text("Aucun modèle économique n’est publié.", "No economic model is published.")
NO_MODEL_NEXT = Text(
    "Le porteur d’un projet saisit son modèle en dix lignes (investissement, exploitation, qui paie, combien de "
    "temps) ; le verdict dit alors s’il survit à ses subventions.",
    "The lead of a project enters its model in ten lines (investment, running cost, who pays, how long); the verdict "
    "then says whether it outlives its grants.",
)
NO_MODEL_READ = Text(
    "Rien n’en est publié, et rien n’est donc jugé ici.", "None is published, and nothing is therefore judged here."
)
ABANDONED_MODEL = Text(
    "Ce projet est abandonné : son modèle se lit encore, et ne compte plus parmi ceux du programme.",
    "This project is abandoned: its model can still be read, and no longer counts among those of the programme.",
)
ONLY_WHAT_IS_SAID = Text(
    "Ces résultats sont ceux des seuls flux saisis : ce qui manque y compte pour rien.",
    "These results are of the flows entered only: what is missing counts for nothing in them.",
)
FLOWS_READ = Text(
    "VAN, taux et délais lisent l’investissement, le renouvellement, les charges, les recettes, les économies et la "
    "valeur résiduelle : ni subventions, ni contributions, ni emprunts, ni impôts, ni variation du BFR.",
    "NPV, rates and paybacks read investment, replacement, costs, revenue, savings and residual value: neither grants, "
    "contributions, loans, tax nor working capital.",
)
ROLES = Text(
    "Investit : {invests} · porte le risque de demande : {demand} · paie : {pays}",
    "Invests: {invests} · bears the risk of demand: {demand} · pays: {pays}",
)
NO_ADVICE = Text(
    "Aide à la décision, en euros constants ; ne vaut ni audit ni conseil financier.",
    "A help to decide, in constant euros; neither an audit nor financial advice.",
)
MODEL_FIGURES = Text("Résultats", "Results")
FLOWS = Text("Flux par année", "Flows by year")
NO_FLOW = Text("Aucun flux n’est connu.", "No flow is known.")
DRAWS = Text("Trésorerie finale de dix mille tirages", "Final cash of ten thousand draws")
MODEL_HISTORY = Text("Ce qui a changé dans le modèle", "What changed in the model")
NO_COMPARISON = Text("Aucune comparaison", "No comparison")
COMPARE_WITH = Text("Comparer au scénario", "Compare with scenario")
COMPARE_DAY = Text("Comparer à la situation au", "Compare with the situation on")
NO_MODEL_THEN = Text("Aucun modèle n’était connu ce jour-là.", "No model was known that day.")
DRAFT = Text("Brouillon : rien n’est enregistré avant « Enregistrer »", "Draft: nothing is recorded before “Save”")
TEN_LINES = Text("En dix lignes", "In ten lines")
GRID = Text("Grille", "Grid")
FRAME = Text("Cadre", "Terms")
FACTORS = Text("Risques", "Risks")
SPREADSHEET = Text("Tableur", "Spreadsheet")
SCENARIO = Text("Scénario", "Scenario")
FILL_MODEL = Text("Remplir le modèle de référence", "Fill the model of reference")
START_FROM_REFERENCE = Text("Partir du scénario de référence", "Start from the scenario of reference")
GRID_HELP = Text(
    "Montants en euros, sans signe : la nature dit s’ils entrent ou sortent. Une case vide est « non connue », jamais "
    "zéro. On peut coller depuis un tableur.",
    "Amounts in euros, without a sign: the kind says whether they come in or go out. An empty cell is “not known”, "
    "never zero. One may paste from a spreadsheet.",
)
LINE = Text("Ligne {n} :", "Row {n}:")
KIND_NEEDED = Text("sa nature n’est pas dite. Choisissez-la.", "its kind is not said. Choose it.")
CODE_REPEATED = Text(
    "Le code « {code} » est porté par deux flux. Changez l’un des deux.",
    "Code “{code}” is borne by two flows. Change one.",
)
FACTORS_HELP = Text(
    "Chaque facteur multiplie un flux de référence, le même pour toutes les années ; la probabilité vient de "
    "10 000 tirages.",
    "Each factor multiplies a flow of reference, the same for all years; the probability comes from 10,000 draws.",
)
USUAL_FACTORS = Text("Prendre les facteurs usuels", "Take the usual factors")
NOTHING_TAKEN = Text(
    "Rien n’a été repris. Corrigez ce qui suit, puis relisez.",
    "Nothing was taken. Correct what follows, then read again.",
)
LOAN_NEEDS_RATE = Text(
    "Un emprunt a un taux : écrivez-le, par exemple 3 %, ou 0 s’il est sans intérêt.",
    "A loan has a rate: write it, for example 3%, or 0 if it bears no interest.",
)
REPLACED_NEEDS_YEARS = Text(
    "Un renouvellement a une date : dites après combien d’années il se fait.",
    "A replacement has a date: say after how many years it is made.",
)
FILL_REPLACES = Text(
    "Remplir remplace les {n} flux du scénario de référence qui sont à l’écran, et ses facteurs de risque.",
    "Filling replaces the {n} flows of the scenario of reference on screen, and its risk factors.",
)
FILLED = Text(
    "Le modèle est rempli, rien n’est enregistré. Facteurs de risque usuels ajoutés.",
    "The model is filled, nothing is recorded. Usual risk factors added.",
)
FILLED_OWN = Text(
    "Le modèle est rempli, rien n’est enregistré. Ajoutés : un apport du porteur de {own}, ce que subventions et "
    "emprunt ne paient pas de l’investissement ; les facteurs de risque usuels.",
    "The model is filled, nothing is recorded. Added: own funds of the lead of {own}, what grants and loan do not pay "
    "of the investment; the usual risk factors.",
)
LOAN_NEEDS_YEARS = Text(
    "Un emprunt a une durée : dites en combien d’années il est remboursé.",
    "A loan has a length: say in how many years it is paid back.",
)
AUDIENCE_CHANGES = Text(
    "Ce changement de lecteurs vaut à partir d’aujourd’hui ; ce qui a déjà été lu par tous reste dans l’histoire du "
    "plan.",
    "This change of readers holds from today on; what everyone has already read stays in the history of the plan.",
)
LEAVE_DRAFT = Text("Abandonner le brouillon", "Leave the draft")
MODEL_SAVED = Text(
    "Modèle économique enregistré et relu dans le registre.", "Economic model recorded, and re-read from the record."
)
TAKE_WORKBOOK = Text("Emporter le classeur (XLSX, avec ses formules)", "Take the workbook (XLSX, with its formulas)")
GIVE_WORKBOOK = Text("Reprendre un classeur", "Take a workbook back")
READ_WORKBOOK = Text("Lire le classeur", "Read the workbook")
PASTE = Text("Coller depuis un tableur", "Paste from a spreadsheet")
PASTE_HELP = Text(
    "Première ligne : nature, nom, puis les années. Ensuite un flux par ligne.",
    "First line: kind, name, then the years. Then one flow a line.",
)
READ_PASTED = Text("Lire ce qui est collé", "Read what is pasted")
DURABILITY_QUESTION = Text("Quels projets survivent à leurs subventions ?", "Which projects outlive their grants?")
DURABILITY_SENTENCE = Text(
    "Chaque projet face à quatre épreuves : trésorerie, charges couvertes, premier financeur retiré, probabilité.",
    "Each project against four gates: cash, costs covered, first funder withdrawn, probability.",
)
HEAT = Text("Projets et épreuves", "Projects and gates")
BY_FORM = Text("Par montage", "By legal form")
STRESS = Text("Sans le premier financeur récurrent", "Without the first recurrent funder")
GRANT_EXIT = Text("Sortie de subvention", "Leaving grants")
NO_EXIT = Text(
    "Aucune dernière subvention, aucune fin de contrat n’est connue.", "No last grant and no end of contract is known."
)
NO_FIRST_FUNDER = Text("Aucun modèle lu ici n’a de financeur récurrent.", "No model read here has a recurrent funder.")
OPEN_MODEL = Text("Ouvrir le modèle d’un projet :", "Open a project’s model:")
KEEPS_ALIVE = Text(
    "Pour que la trésorerie ne soit jamais négative, « {name} » devrait valoir au moins {factor} de ce qui est prévu.",
    "For cash never to run out, “{name}” would have to be at least {factor} of what is planned.",
)
SPARES = Text(
    "La trésorerie tient tant que « {name} » vaut au moins {factor} de ce qui est prévu.",
    "Cash holds as long as “{name}” is at least {factor} of what is planned.",
)
NEEDS_NONE = Text("La trésorerie tient même sans « {name} ».", "Cash holds even without “{name}”.")
NOTHING_KEEPS = Text(
    "Aucune valeur de « {name} », jusqu’à dix fois le prévu, ne suffit à elle seule.",
    "No value of “{name}”, up to ten times what is planned, is enough by itself.",
)
CUT_TO_HORIZON = Text("Couper les flux à l’horizon", "Cut the flows at the horizon")


def model_has_faults(n: int) -> Text:
    one = Text(
        "Une case du brouillon est à corriger : il reste un brouillon.", "One cell is to mend: it stays a draft."
    )
    many = Text(
        f"{n} cases du brouillon sont à corriger : il reste un brouillon.", f"{n} cells are to mend: it stays a draft."
    )
    return one if n == 1 else many


def kept_alive_by(factor: float | None) -> Text:
    """By how much of a revenue a plan holds: none of it is enough, more than planned, less, or nothing at all."""
    if factor is None:
        return NOTHING_KEEPS
    if factor > 1:
        return KEEPS_ALIVE
    return SPARES if factor > 0 else NEEDS_NONE
