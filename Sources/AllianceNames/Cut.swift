extension String {
    /// What stands before the first `mark`, and behind it; nil where there is none.
    ///
    /// By code points: a combining mark behind it would make one character of both, which is no `mark` any more.
    package func cut(at mark: Unicode.Scalar) -> (before: String, behind: String)? {
        guard let place = unicodeScalars.firstIndex(of: mark) else { return nil }
        return (String(unicodeScalars[..<place]), String(unicodeScalars[place...].dropFirst()))
    }
}
