import ArgumentParser
import Statements

extension NamedCase {
    /// What an option names.
    ///
    /// - Parameter option: as people give it: `--reason`.
    /// - Throws: `ValidationError` with all that there are.
    static func named(_ name: String, by option: String) throws -> Self {
        guard let found = Self(name: name) else {
            throw ValidationError("\(option) is one of \(nameList)")
        }
        return found
    }
}
