"""What pyproject.toml has no word for: data that lie beside the package in a checkout are inside it once installed."""

from setuptools import find_packages, setup

DATA = {
    f"portfolio.data.{name}": f"data/{name.replace('.', '/')}" for name in ("reference", "demo.real", "demo.fictif")
}

setup(
    packages=[*find_packages(include=["portfolio", "portfolio.*"]), *DATA],
    package_dir=DATA,
    package_data={"portfolio.store": ["*/*.sql"], **{package: ["*.csv", "*.json", "*.md"] for package in DATA}},
)
