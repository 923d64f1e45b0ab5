"""测评: indicators, inspections, problems, surveys and evaluations in one tab."""
