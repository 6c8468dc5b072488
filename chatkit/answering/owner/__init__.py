"""What the owner adds to the résumé: answers in their own words, and a policy by topic."""
