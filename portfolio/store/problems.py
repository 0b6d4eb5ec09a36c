"""What can be wrong with the stores, in words a person can act on. Each carries its text in both languages."""

from __future__ import annotations

from portfolio.domain.basis.text import Text


class StoreProblem(Exception):
    """Something about the stores, not about what was asked."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Unavailable(StoreProblem):
    """The record is held by another, full or out of reach; asking again may work."""


class Damaged(StoreProblem):
    """The record is not what it should be; nothing was written."""


class Missing(StoreProblem):
    """There is no record there yet, or nothing that could be one."""


class ReadOnly(StoreProblem):
    """The record can be read, and must not be written by this process."""


BUSY = Text(
    fr="Le registre est occupé par une autre écriture. Rien n’a été enregistré : recommencez dans un instant.",
    en="The record is busy with another write. Nothing was recorded: try again in a moment.",
)
FULL = Text(
    fr="Il n’y a plus de place pour le registre {where}. Rien n’a été enregistré : libérez de la place, puis "
    "recommencez.",
    en="There is no room left for the record {where}. Nothing was recorded: free some space, then try again.",
)
AWAY = Text(
    fr="Le registre {where} ne répond pas ({found}). Ce qui s’affiche est ce qui en était connu ; rien ne peut être "
    "enregistré. Recommencez dans un instant : rien ne sera fait deux fois.",
    en="The record {where} does not answer ({found}). What is shown is what was known of it; nothing can be "
    "recorded. Try again in a moment: nothing will be done twice.",
)
UNSURE = Text(
    fr="L’enregistrement n’a pas pu être relu dans le registre, qui ne répond plus : il a peut-être eu lieu. "
    "Recommencez dans un instant : rien ne sera fait deux fois.",
    en="The entry could not be re-read from the record, which no longer answers: it may have been made. "
    "Try again in a moment: nothing will be done twice.",
)
NOT_REREAD = Text(
    fr="L’événement n° {n} de « {log} » a été enregistré, et ne se relit pas tel qu’il a été écrit. N’enregistrez rien "
    "de plus : lancez « python -m portfolio doctor », qui dit ce qui est abîmé.",
    en="Event no. {n} of “{log}” was recorded, and does not read back as it was written. Record nothing more: run "
    "“python -m portfolio doctor”, which says what is damaged.",
)
NO_SLOT = Text(
    fr="Les {n} fichiers de faits de {where} sont tous tenus par d’autres processus. Rien n’a été enregistré : arrêtez "
    "ceux qui ne servent plus, puis recommencez.",
    en="All {n} facts files of {where} are held by other processes. Nothing was recorded: stop those that are no "
    "longer used, then try again.",
)
LOCKED = Text(
    fr="Le registre {where} est protégé contre l’écriture. Rien n’a été enregistré : rendez-le accessible en écriture.",
    en="The record {where} is write-protected. Nothing was recorded: make it writable.",
)
NO_ADDRESS = Text(
    fr="« {where} » n’est pas l’adresse d’un registre ({found}). Donnez le chemin d’un fichier, ou une adresse "
    "postgresql://…",
    en="“{where}” is not the address of a record ({found}). Give the path of a file, or an address postgresql://…",
)
FACTS_IN_MEMORY = Text(
    fr="Le fichier des faits {where} ne peut plus être écrit ({found}). Rien n’est perdu : le registre tient tout, et "
    "les pages lisent en mémoire. Libérez de la place sur ce disque, puis relancez l’application.",
    en="The facts file {where} can no longer be written ({found}). Nothing is lost: the record holds everything, and "
    "pages read from memory. Free some space on that disk, then start the application again.",
)
REPLACED = Text(
    fr="Le registre a été remplacé par une autre copie que celle d’où viennent les faits affichés. Lecture seule : "
    "vérifiez-le, puis lancez « python -m portfolio rebuild » pour l’accepter tel quel.",
    en="The record was replaced by another copy than the one the facts shown come from. Read-only: "
    "check it, then run “python -m portfolio rebuild” to accept it as it is.",
)
ACCEPT = Text(
    fr="Lecture seule : restaurez une sauvegarde qui le tient (« python -m portfolio restore FICHIER ») ; ou, si c’est "
    "voulu, vérifiez le registre puis acceptez-le tel quel : « python -m portfolio rebuild ».",
    en="Read-only: restore a backup that holds it (“python -m portfolio restore FILE”); or, if it is meant, check the "
    "record, then accept it as it is: “python -m portfolio rebuild”.",
)
LOST_ITS_END = Text(
    fr="Le registre a perdu sa fin : du programme « {programme} », l’événement n° {n} y était le {day} ({file}), et il "
    "s’arrête au n° {held}. {accept}",
    en="The record lost its end: of programme “{programme}”, event no. {n} was in it on {day} ({file}), and it stops "
    "at no. {held}. {accept}",
)
NOT_WHAT_IT_WAS = Text(
    fr="Le registre n’est pas celui qu’il était : du programme « {programme} », l’événement n° {n} n’est pas celui qui "
    "y était le {day} ({file}). {accept}",
    en="The record is not what it was: of programme “{programme}”, event no. {n} is not the one that was in it on "
    "{day} ({file}). {accept}",
)
ANCHORS_UNREADABLE = Text(
    fr="Le fichier des ancres {file} ne se lit plus : rien ne dit si le registre a perdu sa fin. Lecture seule : "
    "vérifiez le registre, puis acceptez-le tel quel : « python -m portfolio rebuild ».",
    en="The file of anchors {file} can no longer be read: nothing tells whether the record lost its end. Read-only: "
    "check the record, then accept it as it is: “python -m portfolio rebuild”.",
)
WAS_HERE = Text(
    fr="Il n’y a plus de registre à « {where} », et il y en a eu un : {found}. Un registre vide à sa place passerait "
    "pour lui : rien n’a été créé. Restaurez une sauvegarde : « python -m portfolio restore FICHIER » ; ou, pour "
    "commencer à neuf, déplacez ailleurs ce qui est nommé ici et ce qui l’accompagne.",
    en="There is no record at “{where}” any more, and there was one: {found}. An empty record in its place would pass "
    "for it: nothing was created. Restore a backup: “python -m portfolio restore FILE”; or, to start anew, move what "
    "is named here, and what goes with it, elsewhere.",
)
NEWER = Text(
    fr="Le registre a été écrit par une version plus récente de l’application, qui connaît d’autres champs. "
    "Lecture seule : mettez l’application à jour pour écrire.",
    en="The record was written by a newer version of the application, which knows more fields. "
    "Read-only: update the application to write.",
)
EMPTY = Text(
    fr="Il n’y a pas encore de registre ici. Créez-le par « python -m portfolio init ».",
    en="There is no record here yet. Create it with “python -m portfolio init”.",
)
FOREIGN = Text(
    fr="« {where} » n’est pas un registre de cette application ({found}). Rien n’a été écrit. "
    "Donnez un autre fichier, ou restaurez une sauvegarde.",
    en="“{where}” is not a record of this application ({found}). Nothing was written. "
    "Give another file, or restore a backup.",
)
NO_COPY = Text(
    fr="« {where} » n’existe pas : donnez le chemin d’une sauvegarde.",
    en="“{where}” does not exist: give the path of a backup.",
)
BAD_COPY = Text(
    fr="La copie « {where} » n’est pas bonne ({found}). Rien n’a été remplacé : prenez une autre sauvegarde.",
    en="The copy “{where}” is no good ({found}). Nothing was replaced: take another backup.",
)
ANOTHER = Text(
    fr="« {where} » est la sauvegarde d’une autre installation. Rien n’a été remplacé ; si c’est bien elle, ajoutez "
    "« --another ».",
    en="“{where}” is the backup of another installation. Nothing was replaced; if it is the right one, add "
    "“--another”.",
)
LOADED = Text(
    fr="« {where} » contient déjà un programme : rien n’a été chargé. Pour en ajouter un : « import DOSSIER ».",
    en="“{where}” already holds a programme: nothing was loaded. To add one: “import FOLDER”.",
)
EXISTS = Text(
    fr="« {where} » contient déjà un registre : rien n’a été recréé.",
    en="“{where}” already holds a record: nothing was created anew.",
)
