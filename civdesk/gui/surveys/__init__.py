"""测评 · 调查: questions and their counts, rates, and samples drawn by lot."""
