extension String {
    /// What fits into so many bytes of UTF-8, cut between two code points; an ellipsis tells that there was more.
    package func cut(toBytes bytesMax: Int) -> String {
        guard utf8.count > bytesMax else { return self }
        let rest = "…"
        var kept = UnicodeScalarView()
        var count = rest.utf8.count
        for scalar in unicodeScalars {
            count += UTF8.width(scalar)
            guard count <= bytesMax else { break }
            kept.append(scalar)
        }
        return String(kept) + rest
    }

    /// What stands before the first `mark`, and behind it; nil where there is none.
    ///
    /// By code points: a combining mark behind it would make one character of both, which is no `mark` any more.
    package func cut(at mark: Unicode.Scalar) -> (before: String, behind: String)? {
        guard let place = unicodeScalars.firstIndex(of: mark) else { return nil }
        return (String(unicodeScalars[..<place]), String(unicodeScalars[place...].dropFirst()))
    }
}
