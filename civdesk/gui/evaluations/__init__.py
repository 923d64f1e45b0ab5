"""测评 · 评比: candidates, the judges' scores, prizes within their quotas."""
