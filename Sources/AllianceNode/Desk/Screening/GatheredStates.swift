import AllianceNames
import CRDT
import MergedView
import SQLiteStore
import Statements

/// What is said of many identifiers, whose rows are read together: one call of the view for as many as are asked for at
/// once, and none for what was read before. For one thread.
final class GatheredStates {
    private let view: SQLiteViewStore
    private let channels: Set<ChannelID>
    private let scope: ViewScope
    /// Milliseconds since 1970.
    private let now: UInt64
    /// Links that tie sellers together.
    private let counts: (ViewRow) -> Bool
    private var read: Set<UInt64> = []
    private var rows: [UInt64: [ViewRow]] = [:]
    /// Nil for one of which nothing is said.
    private var states: [Indicator: IndicatorState?] = [:]
    private var groups: [ChannelID: [Indicator: LinkedSellers]] = [:]
    /// Of those that were asked for: many listings have one telephone, which may be linked with thousands.
    private var asked: [Indicator: [LinkedSellers]] = [:]

    /// - Parameter counts: which links tie sellers together, of those that stand; all of them unless it is said.
    init(
        view: SQLiteViewStore, channels: Set<ChannelID>, scope: ViewScope, at now: UInt64,
        linksThat counts: @escaping (ViewRow) -> Bool = { _ in true }
    ) {
        self.view = view
        self.channels = channels
        self.scope = scope
        self.now = now
        self.counts = counts
    }

    func read(_ indicators: some Sequence<Indicator>) throws {
        try read(hashes: Set(indicators.map(\.keyHash)))
    }

    private func read(hashes: Set<UInt64>) throws {
        let missing = hashes.subtracting(read)
        guard !missing.isEmpty else { return }
        let found = try view.rows(underHashes: missing, in: channels, scope: scope)
        rows.merge(found) { _, new in new }
        read.formUnion(missing)
    }

    /// Nil where nothing is said.
    func state(of indicator: Indicator) throws -> IndicatorState? {
        if let known = states[indicator] { return known }
        let hash = indicator.keyHash
        try read(hashes: [hash])
        guard let rows = rows[hash] else { return nil }
        let found = try IndicatorState(resolving: indicator, rows: rows, scope: scope, at: now)
        let state = found.isEmpty ? nil : found
        states.updateValue(state, forKey: indicator)
        return state
    }

    /// Groups that an identifier is in, one at most for each channel.
    func groups(of state: IndicatorState) throws -> [LinkedSellers] {
        if let known = asked[state.indicator] { return known }
        let live = state.links.filter { $0.standing == .live }
        try read(live.map(\.other))
        let groups = try Set(live.map(\.dot.log.channel)).sorted().compactMap { channel in
            try group(of: state.indicator, in: channel)
        }
        asked[state.indicator] = groups
        return groups
    }

    private func group(
        of indicator: Indicator, in channel: ChannelID
    ) throws -> LinkedSellers? {
        if let known = groups[channel]?[indicator] { return known }
        let group = try LinkedSellers.group(of: indicator, in: channel, scope: scope) { key in
            try read(hashes: [key.hash])
            return try (rows[key.hash] ?? []).filter {
                try $0.dot.log.channel == channel && $0.belongs(to: key) && counts($0)
            }
        }
        guard let group else { return nil }
        // Who is in a group that is cut depends on where one begins.
        for member in group.isTruncated ? [indicator] : group.indicators {
            groups[channel, default: [:]][member] = group
        }
        return group
    }
}
