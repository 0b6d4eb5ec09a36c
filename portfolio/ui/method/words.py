"""The words of the method page."""

from __future__ import annotations

from portfolio.domain.basis.text import Text

METHOD_SENTENCE = Text(
    "Chaque indicateur, sa formule, sa source, le cas où il ne se calcule pas, et des exemples que les tests mesurent.",
    "Each indicator with its formula, its source, the case where it cannot be computed, and examples that tests check.",
)
UNDEFINED = Text("Non calculable", "Undefined")
READ_BY = Text("Se lit par", "Read by")
FORMULA_AND_EXAMPLES = Text("Formule et exemples", "Formula and examples")
FORMULA = Text("« {key} », sur les lignes de « {relation} » :", "“{key}”, over the rows of “{relation}”:")
KNOWN_WHEN = Text("Une ligne est renseignée quand :", "A row is known when:")
PARAMETERS_NOTE = Text(
    "Seuils et taux avec leur source. L’application aide à vérifier ; elle ne vaut pas contrôle de légalité.",
    "Thresholds and rates with their source. The application helps to check; it does not replace the legal control.",
)
WORKED = Text("Exemples publiés", "Published examples")
WORKED_NOTE = Text(
    "Des exemples publiés par d’autres, recalculés par les formules de cette application.",
    "Examples that others published, computed again by the formulas of this application.",
)
