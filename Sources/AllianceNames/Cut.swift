extension String {
    /// As many whole code points from the front as fit into so many bytes of UTF-8.
    ///
    /// By code points: one character may have any number of them, so by characters a text from outside would not
    /// become short, or nothing would be left of it.
    package func prefix(bytes bytesMax: Int) -> String {
        guard utf8.count > bytesMax else { return self }
        var kept = UnicodeScalarView()
        var count = 0
        for scalar in unicodeScalars {
            count += UTF8.width(scalar)
            guard count <= bytesMax else { break }
            kept.append(scalar)
        }
        return String(kept)
    }

    /// The same, where an ellipsis within so many bytes tells that there was more.
    package func cut(toBytes bytesMax: Int) -> String {
        guard utf8.count > bytesMax else { return self }
        let rest = "…"
        return prefix(bytes: max(0, bytesMax - rest.utf8.count)) + rest
    }

    /// What stands before the first `mark`, and behind it; nil where there is none.
    ///
    /// By code points: a combining mark behind it would make one character of both, which is no `mark` any more.
    package func cut(at mark: Unicode.Scalar) -> (before: String, behind: String)? {
        guard let place = unicodeScalars.firstIndex(of: mark) else { return nil }
        return (String(unicodeScalars[..<place]), String(unicodeScalars[place...].dropFirst()))
    }
}
