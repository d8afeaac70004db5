import ArgumentParser
import Statements

/// `--tlp MARKING`: who may see what is said.
package struct TLPOption: ParsableArguments {
    @Option(name: .customLong("tlp"), help: "Who may see it: \(TLP.nameList).")
    var name = TLP.amber.name

    package init() {}

    package func validate() throws { _ = try marking }

    var marking: TLP { get throws { try TLP.named(name, by: "--tlp") } }
}
