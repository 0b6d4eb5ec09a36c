"""The closed lists the facts draw on, with the words people read. Codes and words follow the glossary."""

from __future__ import annotations

from portfolio.domain.basis.text import Choice, Text


class ProgrammeKind(Choice):
    REAL = "real", Text("faits publics, en lecture seule", "public facts, read-only")
    FICTIONAL = "fictional", Text("données fictives, pour essayer", "fictional data, to try things")
    LIVE = "live", Text("plan en cours", "plan under way")


class Axis(Choice):
    PEOPLE = "people", Text("Humain", "People")
    MASTERY = "mastery", Text("Maîtrise", "Mastery")
    BRIDGES = "bridges", Text("Passerelles", "Bridges")
    APPROACH = "approach", Text("Démarche", "Approach")
    EXPERIENCE = "experience", Text("Expérience", "Experience")


class Vertical(Choice):
    MOBILITY = "mobility", Text("mobilités", "mobility")
    WATER = "water", Text("eau", "water")
    ENERGY = "energy", Text("énergie", "energy")
    LIGHTING = "lighting", Text("éclairage", "lighting")
    WASTE = "waste", Text("déchets", "waste")
    BUILDINGS = "buildings", Text("bâtiments", "buildings")
    HEALTH = "health", Text("santé", "health")
    EDUCATION = "education", Text("éducation", "education")
    TOURISM = "tourism", Text("tourisme", "tourism")
    SAFETY = "safety", Text("sécurité", "safety")
    CULTURE = "culture", Text("culture", "culture")
    AGRICULTURE = "agriculture", Text("agriculture", "agriculture")
    ADMINISTRATION = "administration", Text("administration", "administration")


class FunderGroup(Choice):
    STATE = "state", Text("État", "State")
    LOCAL_AUTHORITY = "local_authority", Text("Collectivités", "Local authorities")
    EUROPEAN_UNION = "european_union", Text("Union européenne", "European Union")
    PRIVATE = "private", Text("Privé", "Private")
    ASSOCIATION = "association", Text("Associations", "Associations")
    CITIZENS = "citizens", Text("Citoyens", "Citizens")
    UNSPECIFIED_PUBLIC = "unspecified_public", Text("Public, non précisé", "Public, unspecified")
    UNSPECIFIED = "unspecified", Text("Non précisé", "Unspecified")


class Family(Choice):
    STATE = "state", Text("État", "State")
    STATE_OPERATOR = "state_operator", Text("opérateur de l’État", "State operator")
    PUBLIC_BANK = "public_bank", Text("banque publique", "public bank")
    REGION = "region", Text("région", "region")
    DEPARTMENT = "department", Text("département", "département")
    EPCI = "epci", Text("intercommunalité", "inter-municipal body")
    COMMUNE = "commune", Text("commune", "commune")
    JOINT_AUTHORITY = "joint_authority", Text("syndicat mixte", "joint authority")
    EUROPEAN_UNION = "european_union", Text("Union européenne", "European Union")
    PRIVATE = "private", Text("entreprise", "private company")
    ASSOCIATION = "association", Text("association", "association")
    FOUNDATION = "foundation", Text("fondation", "foundation")
    CITIZENS = "citizens", Text("citoyens", "citizens")
    UNSPECIFIED_PUBLIC = "unspecified_public", Text("public, non précisé", "public, unspecified")
    UNSPECIFIED = "unspecified", Text("non précisé", "unspecified")


class Instrument(Choice):
    GRANT = "grant", Text("subvention", "grant")
    FONDS_DE_CONCOURS = "fonds_de_concours", Text("fonds de concours", "fonds de concours")
    REPAYABLE_ADVANCE = "repayable_advance", Text("avance remboursable", "repayable advance")
    LOAN = "loan", Text("prêt", "loan")
    EQUITY = "equity", Text("fonds propres apportés", "equity")
    GUARANTEE = "guarantee", Text("garantie", "guarantee")
    DONATION = "donation", Text("don", "donation")
    IN_KIND = "in_kind", Text("apport en nature", "in kind")
    OWN_FUNDS = "own_funds", Text("autofinancement", "own funds")
    FCTVA = "fctva", Text("FCTVA", "VAT compensation fund (FCTVA)")


class Scheme(Choice):
    """The State's grants to local authorities whose sum is capped together."""

    DETR = "detr", Text("DETR", "DETR")
    DSIL = "dsil", Text("DSIL", "DSIL")
    DPV = "dpv", Text("DPV", "DPV")
    DSID = "dsid", Text("DSID", "DSID")


class AidBasis(Choice):
    """Why a grant is allowed under the rules of State aid."""

    NO_AID = "no_aid", Text("hors aide d’État", "no State aid")
    SIEG = "sieg", Text("SIEG", "service of general economic interest")
    DE_MINIMIS = "de_minimis", Text("de minimis", "de minimis")
    RGEC = "rgec", Text("RGEC (exemption par catégorie)", "block exemption (GBER)")
    NOTIFIED = "notified", Text("aide notifiée", "notified aid")


class LossKind(Choice):
    LAPSED = "lapsed", Text("caduc", "lapsed")
    REDUCED = "reduced", Text("réduit", "reduced")
    REPAID = "repaid", Text("reversé", "repaid")


class DerogationKind(Choice):
    OWNER_SHARE = "owner_share", Text("participation minimale", "minimum share")
    EARLY_START = "early_start", Text("démarrage anticipé", "early start")


class FundingStatus(Choice):
    NOT_REPORTED = "not_reported", Text("non renseigné", "not reported")
    TO_BE_FOUND = "to_be_found", Text("à rechercher", "to be found")
    INTENDED = "intended", Text("intention", "intended")
    APPLIED = "applied", Text("sollicité", "applied for")
    NOTIFIED = "notified", Text("notifié", "notified")
    AWARDED = "awarded", Text("attribué", "awarded")
    REFUSED = "refused", Text("refusé", "refused")
    BUDGETED = "budgeted", Text("inscrit au budget", "budgeted")
    VOTED = "voted", Text("voté", "voted")


class Certainty(Choice):
    """What a committee reads of the ladder of statuses."""

    SECURED = "secured", Text("acquis", "secured")
    REQUESTED = "requested", Text("sollicité", "requested")
    TO_BE_FOUND = "to_be_found", Text("à rechercher", "to be found")
    NOT_REPORTED = "not_reported", Text("statut non renseigné", "status not reported")


class Confidence(Choice):
    ON_TRACK = "on_track", Text("objectifs sécurisés", "objectives secured")
    ATTAINABLE = "attainable", Text("objectifs atteignables", "objectives attainable")
    NEEDS_SUPPORT = "needs_support", Text("appuis nécessaires", "support needed")
    COMPROMISED = "compromised", Text("objectifs compromis", "objectives compromised")


class Phase(Choice):
    STUDIES = "studies", Text("études", "studies")
    WORKS = "works", Text("travaux", "works")
    RUNNING = "running", Text("exploitation", "running")


class Tranche(Choice):
    FIRM = "firm", Text("tranche ferme", "firm stage")
    OPTIONAL = "optional", Text("tranche optionnelle", "optional stage")


class Section(Choice):
    INVESTMENT = "investment", Text("investissement", "investment")
    OPERATING = "operating", Text("fonctionnement", "operating")


class TaxRegime(Choice):
    EXCLUDING_TAX = "ht", Text("HT", "excl. VAT")
    INCLUDING_TAX = "ttc", Text("TTC", "incl. VAT")


class TerritoryLevel(Choice):
    COMMUNE = "commune", Text("commune", "commune")
    EPCI = "epci", Text("intercommunalité", "inter-municipal body")
    DEPARTMENT = "department", Text("département", "département")
    REGION = "region", Text("région", "region")
    COUNTRY = "country", Text("France entière", "all of France")


class LegalFormKind(Choice):
    REGIE = "regie", Text("régie", "régie (direct management)")
    CONCESSION = "concession", Text("concession", "concession")
    AFFERMAGE = "affermage", Text("affermage", "affermage (lease)")
    PUBLIC_CONTRACT = "public_contract", Text("marché public", "public contract")
    GLOBAL_PERFORMANCE = "global_performance", Text("marché global de performance", "global performance contract")
    PARTNERSHIP = "partnership", Text("marché de partenariat", "partnership contract")
    MIXED_COMPANY = "mixed_company", Text("SEM, SEMOP ou SPL", "mixed or local public company")
    GIP = "gip", Text("GIP", "public interest group (GIP)")
    ASSOCIATION = "association", Text("association", "association")
    AMEL = "amel", Text("AMEL", "AMEL (private commitment)")


class TargetKind(Choice):
    ORIGINAL = "original", Text("cible initiale", "original target")
    REVISED = "revised", Text("cible révisée", "revised target")
    INTERMEDIATE = "intermediate", Text("cible intermédiaire", "intermediate target")


class Sense(Choice):
    AT_LEAST = "at_least", Text("au moins la cible", "at least the target")
    AT_MOST = "at_most", Text("au plus la cible", "at most the target")


class ContradictionKind(Choice):
    DIVERGENT = "divergent", Text("autre source, autre valeur", "another source, another value")
    INCONSISTENT_SUM = "inconsistent_sum", Text("somme qui ne tombe pas juste", "parts that do not add up")
    SUPERSEDED = "superseded", Text("prévision antérieure", "earlier forecast")


class InstalmentKind(Choice):
    ADVANCE = "advance", Text("avance", "advance")
    INTERIM = "interim", Text("acompte", "interim payment")
    BALANCE = "balance", Text("solde", "balance")


class EvidenceKind(Choice):
    ACCEPTANCE_REPORT = "acceptance_report", Text("procès-verbal de réception", "acceptance report")
    CERTIFICATE = "certificate", Text("certificat", "certificate")
    DELIBERATION = "deliberation", Text("délibération", "deliberation")
    REPORT = "report", Text("rapport ou étude", "report or study")
    PHOTO = "photo", Text("photo", "photo")
    OTHER = "other", Text("autre pièce", "other piece")


class Answer(Choice):
    """A funder's answer on a milestone; without one, it is pending. Proposed: by an instructor, to be decided on."""

    PROPOSED = "proposed", Text("proposé", "proposed")

    TO_COMPLETE = "to_complete", Text("à compléter", "to complete")
    VERIFIED = "verified", Text("vérifié", "verified")
    REFUSED = "refused", Text("refusé", "refused")


class LinkKind(Choice):
    FINISH_START = "FS", Text("commence après", "starts after")
    START_START = "SS", Text("commence avec", "starts with")
    FINISH_FINISH = "FF", Text("finit avec", "finishes with")
    START_FINISH = "SF", Text("finit après le début", "finishes after the start")


class Audience(Choice):
    """Who may read an economic model, from everyone to its own holder; the programme office reads all."""

    EVERYONE = "everyone", Text("tout le monde", "everyone")
    PARTNERS = "partners", Text("porteurs et financeurs du programme", "leads and funders of the programme")
    FUNDERS = "funders", Text("le porteur et les financeurs du projet", "the project’s lead and funders")
    HOLDER = "holder", Text("le porteur seul", "the project’s lead alone")


class Scenario(Choice):
    REFERENCE = "reference", Text("référence", "reference")
    PRUDENT = "prudent", Text("prudent", "prudent")
    AMBITIOUS = "ambitious", Text("ambitieux", "ambitious")
    OWN = "own", Text("personnel", "own")


class FlowKind(Choice):
    INVESTMENT = "investment", Text("investissement", "investment")
    REPLACEMENT = "replacement", Text("renouvellement", "replacement")
    OPERATING_COST = "operating_cost", Text("coût d’exploitation", "operating cost")
    USER_REVENUE = "user_revenue", Text("recettes des usagers", "user revenue")
    CONTRACTED_REVENUE = "contracted_revenue", Text("recettes contractuelles", "contracted revenue")
    SAVING = "saving", Text("économies", "saving")
    CONTRIBUTION = "contribution", Text("contribution récurrente", "recurrent contribution")
    GRANT = "grant", Text("subvention d’investissement", "investment grant")
    OWN_FUNDS = "own_funds", Text("apport du porteur", "brought by the lead")
    LOAN = "loan", Text("emprunt reçu", "loan drawdown")
    INTEREST = "interest", Text("intérêts", "interest")
    PRINCIPAL = "principal", Text("capital remboursé", "principal")
    TAX = "tax", Text("impôts et taxes", "tax")
    RESIDUAL_VALUE = "residual_value", Text("valeur résiduelle", "residual value")
    WORKING_CAPITAL = "working_capital", Text("variation du besoin en fonds de roulement", "working capital")


class Distribution(Choice):
    TRIANGULAR = "triangular", Text("triangulaire", "triangular")
    UNIFORM = "uniform", Text("uniforme", "uniform")
    NORMAL = "normal", Text("normale", "normal")
