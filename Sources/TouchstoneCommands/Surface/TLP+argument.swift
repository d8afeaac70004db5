import ArgumentParser
package import Statements

/// A marking as people write it, without the `TLP:` before it.
extension TLP: ExpressibleByArgument {
    package init?(argument: String) { self.init(name: argument) }

    package static var allValueStrings: [String] { allCases.map(\.name) }
}
