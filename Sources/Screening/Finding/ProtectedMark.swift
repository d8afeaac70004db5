package import AllianceNames
package import MarkRecognition

/// A mark that listings are looked through for, and whose it is.
package struct ProtectedMark: Equatable, Sendable {
    package let mark: Mark
    /// Who states the right.
    package let owner: MemberID
    /// `<office>/<number>`, as `Right.key` prints it.
    package let right: String

    package init(_ mark: Mark, of owner: MemberID, right: String) {
        self.mark = mark
        self.owner = owner
        self.right = right
    }
}
