"""The names of the demonstration: common in the Pinerolese, put together by chance, so that no person is meant."""

from __future__ import annotations

from typing import NamedTuple

WOMEN = (
    "Maria", "Anna", "Giulia", "Francesca", "Elena", "Chiara", "Sara", "Laura", "Paola", "Silvia", "Marta", "Lucia",
    "Teresa", "Caterina", "Margherita", "Ilaria", "Federica", "Noemi", "Aurora", "Beatrice", "Emma", "Ginevra",
    "Daniela", "Patrizia", "Rosanna", "Marisa", "Graziella", "Ornella", "Ines", "Lidia", "Evelina", "Zoé", "Désirée",
    "Maria Concetta", "Anna Maria", "Maria Maddalena", "Aïcha", "Ionela", "Fatima", "Nicoletta", "Ada", "Eva",
)  # fmt: skip
MEN = (
    "Marco", "Luca", "Andrea", "Giovanni", "Paolo", "Davide", "Matteo", "Alessandro", "Stefano", "Roberto", "Pietro",
    "Enrico", "Giorgio", "Claudio", "Renato", "Aldo", "Bruno", "Ezio", "Valdo", "Daniele", "Gabriele", "Tommaso",
    "Leonardo", "Edoardo", "Niccolò", "Nicolò", "Samuele", "Elia", "Michele", "Giuseppe", "Franco", "Silvano", "Ugo",
    "Pier Giorgio", "Gian Luca", "Giovanni Battista", "Mihai", "Youssef", "Ivo", "Ettore", "Jacopo", "Lorenzo",
)  # fmt: skip
SURNAMES = (
    # of the Waldensian valleys
    "Bertin", "Ribet", "Malan", "Pons", "Rostan", "Tron", "Peyrot", "Jahier", "Gay", "Long", "Bounous", "Micol",
    "Balma", "Bleynat", "Charbonnier", "Coïsson", "Geymonat", "Gardiol", "Grill", "Monnet", "Odin", "Rivoira",
    "Revel", "Travers", "Vinçon", "Avondet", "Costantin", "Martinat", "Baret", "Bouchard",
    # of the plain
    "Rossi", "Ferrero", "Bruno", "Gallo", "Giordano", "Martini", "Barbero", "Boero", "Ferrari", "Bianco", "Rosso",
    "Viotto", "Depetris", "Galliano", "Carena", "Castagno", "Druetta", "Fornero", "Ghirardi", "Merlo", "Morero",
    "Picotto", "Priotto", "Salvai", "Turaglio", "Vaglienti", "Bonansea", "Bessone", "Camusso", "Chiappero",
    # long, short, with apostrophes, accents and spaces
    "D'Angelo", "D'Alessandro", "Dell'Acqua", "De Filippi", "Di Stefano", "La Rosa", "Lo Presti", "Fè", "Rè",
    "Bertolino Chiabrando", "Ferrero-Rostagno", "Castelnuovo della Rovere", "Balcanu", "El Amrani", "Popescu", "Hoxha",
)  # fmt: skip
# Streets that name what they are: nobody lives there.
STREETS = (
    "via dell'Esempio", "via Inventata", "piazza della Prova", "vicolo del Campione", "strada della Dimostrazione",
    "borgata Finta", "via Senza Nome", "viale dei Numeri Tirati a Sorte",
)  # fmt: skip


class Municipality(NamedTuple):
    """A municipality of the Pinerolese: its cadastral and postal codes, its weight among the members."""

    name: str
    cadastral: str
    postal: str
    weight: int


# From ../shared/domain/law.md, F3. «None» is a municipality like the others.
MUNICIPALITIES = (
    Municipality("Pinerolo", "G674", "10064", 300),
    Municipality("None", "F931", "10060", 70),
    Municipality("Cumiana", "D202", "10040", 65),
    Municipality("Luserna San Giovanni", "E758", "10062", 70),
    Municipality("Cavour", "C404", "10061", 50),
    Municipality("Vigone", "L898", "10067", 40),
    Municipality("Torre Pellice", "L277", "10066", 60),
    Municipality("Bricherasio", "B171", "10060", 45),
    Municipality("Airasca", "A109", "10060", 25),
    Municipality("San Secondo di Pinerolo", "I154", "10060", 40),
    Municipality("Piscina", "G705", "10060", 20),
    Municipality("Perosa Argentina", "G463", "10063", 45),
    Municipality("Bibiana", "A853", "10060", 25),
    Municipality("Scalenghe", "I490", "10060", 15),
    Municipality("Pinasca", "G672", "10060", 25),
    Municipality("Frossasco", "D812", "10060", 20),
    Municipality("Roletto", "H498", "10060", 25),
    Municipality("San Germano Chisone", "H862", "10065", 20),
    Municipality("Pomaretto", "G805", "10063", 30),
    Municipality("Villar Perosa", "M014", "10069", 45),
    Municipality("Porte", "G900", "10060", 15),
    Municipality("Angrogna", "A295", "10060", 10),
    Municipality("Rorà", "H554", "10060", 5),
    Municipality("Prali", "G978", "10060", 5),
)
TURIN = "L219"  # where many of them were born

TRADES = (
    # the name of an invented firm, its kind
    ("Officina meccanica", "crafts"), ("Falegnameria", "crafts"), ("Carrozzeria", "crafts"), ("Tipografia", "crafts"),
    ("Impianti elettrici", "crafts"), ("Panificio", "crafts"), ("Idraulica", "crafts"), ("Tessitura", "crafts"),
    ("Lavanderia", "crafts"), ("Torneria", "crafts"), ("Serramenti", "crafts"), ("Pasticceria", "crafts"),
    ("Studio commercialista", "offices"), ("Studio tecnico", "offices"), ("Studio legale", "offices"),
    ("Ambulatorio veterinario", "offices"), ("Studio notarile", "offices"),
    ("Ferramenta", "shops"), ("Supermercato", "shops"), ("Libreria", "shops"), ("Consorzio agrario", "shops"),
    ("Impresa edile", "building"), ("Costruzioni", "building"), ("Coperture e tetti", "building"),
)  # fmt: skip
CLINICS = ("Poliambulatorio", "Centro medico", "Casa di cura", "Ambulatorio", "Centro diagnostico")
PLACES_OF_CARE = (
    "della Prova", "dell'Esempio", "del Campione", "Tre Valli Finte", "Numeri a Sorte", "della Finta Stazione",
)  # fmt: skip
