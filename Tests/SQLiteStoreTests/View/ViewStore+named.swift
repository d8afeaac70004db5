import AllianceNames
import MergedView
import Statements

extension ViewStore {
    /// All identifiers that a beginning would find for somebody who reads these channels (nil: all).
    func named(
        in channels: Set<ChannelID>? = nil, upTo markingMax: TLP = .red
    ) throws -> [Indicator] {
        try indicators(
            withPrefix: [], types: [], in: channels, upTo: markingMax, after: nil, limit: 10_000,
            lookedMax: .max
        ).found
    }
}
