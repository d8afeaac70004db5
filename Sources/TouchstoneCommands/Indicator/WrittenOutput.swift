import AllianceNames
import AllianceNode
import Replication
import Statements

/// What was signed: `{"version":1,"indicators":[{"type","value","origin","index"}]}`.
struct WrittenOutput: VersionedOutput {
    struct Indicator: Encodable {
        let type: String
        let value: String
        let origin: String
        let index: UInt64
    }
    let version = 1
    let indicators: [Indicator]

    init(_ written: OwnEntries, of named: [Statements.Indicator]) {
        indicators = zip(written.indexes, named).map { index, indicator in
            Indicator(
                type: indicator.type.name, value: indicator.value,
                origin: written.origin.description, index: index)
        }
    }

    /// One sentence for people, or JSON.
    static func write(
        _ said: String, _ written: OwnEntries, of named: [Statements.Indicator],
        format: OutputFormat
    ) throws {
        let output = WrittenOutput(written, of: named)
        switch format {
        case .json: try Output.write(json: output)
        case .table:
            for indicator in output.indicators {
                Output.write(
                    "\(said) \(indicator.type) \(Table.visible(indicator.value)): signed as entry \(indicator.index) of \(indicator.origin)"
                )
            }
        }
    }
}
