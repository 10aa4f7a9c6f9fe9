# attack: confusion
# exercise: corr2d
# tries: to run a script in the page by the source line that the report quotes
# held-by: what students wrote is escaped

def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    raise NotImplementedError("<script>alert(1)</script></pre>")  # </code></pre><script>steal()</script><img src=x onerror=alert(1)>
