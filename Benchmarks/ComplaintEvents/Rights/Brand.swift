/// Who owns marks: a member of the alliance, or a rights holder with a hosted account.
package struct Brand: Equatable, Sendable {
    package let brand: Int
    package let isMember: Bool
    /// As it is registered, in Latin letters.
    package let mark: String
    /// The mark in other scripts, and other names for it.
    package let aliases: [String]
    /// Of the Nice classification.
    package let classes: [Int]

    package init(brand: Int, isMember: Bool, mark: String, aliases: [String], classes: [Int]) {
        self.brand = brand
        self.isMember = isMember
        self.mark = mark
        self.aliases = aliases
        self.classes = classes
    }
}
