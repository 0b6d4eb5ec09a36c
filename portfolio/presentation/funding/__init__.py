"""Money: the funding plan and its lines, checks, instalments, the flow from funders to legal forms."""
