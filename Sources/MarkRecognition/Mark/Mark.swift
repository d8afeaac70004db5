/// A mark that is looked for, with the names it goes by and the goods it stands for.
package struct Mark: Equatable, Sendable {
    /// The mark in another script or language, or another name that people use for it.
    package struct Alias: Hashable, Sendable {
        /// BCP 47, or empty where none is known.
        package let language: String
        package let name: String

        package init(language: String = "", name: String) {
            self.language = language
            self.name = name
        }
    }

    package let name: String
    package let aliases: [Alias]
    /// Classes of the Nice classification, 1 to 45.
    package let classes: [Int]

    package init(_ name: String, aliases: [Alias] = [], classes: [Int] = []) {
        self.name = name
        self.aliases = aliases
        self.classes = classes
    }
}
