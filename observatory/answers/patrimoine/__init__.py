"""What a commune pays for, site by site: who may see it, how bills become years, and what they say.

`lens` says what a user may see; `spread` carries bills to months and years by their days; `steady` compares years on
what was held all along; the others answer one question each. A year of a site is read from its lines alone, and no
public total is ever made of it.
"""
