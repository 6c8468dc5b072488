"""What answers cost, what they may cost, and how long what was said is kept.

spending      a day's messages, tokens and price, from the rows of the turns
budgets       whether the site, or one visitor, has used up a day's
retention     when conversations end; on request or by age
housekeeping  does that, and the like, once in a while
"""
