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
    private var read: Set<UInt64> = []
    private var rows: [UInt64: [ViewRow]] = [:]
    private var states: [Indicator: IndicatorState] = [:]
    private var groups: [ChannelID: [Indicator: LinkedSellers]] = [:]

    init(view: SQLiteViewStore, channels: Set<ChannelID>, scope: ViewScope, at now: UInt64) {
        self.view = view
        self.channels = channels
        self.scope = scope
        self.now = now
    }

    func read(_ indicators: some Sequence<Indicator>) throws {
        try read(hashes: Set(indicators.map(\.keyHash)))
    }

    private func read(hashes: Set<UInt64>) throws {
        let missing = hashes.subtracting(read)
        guard !missing.isEmpty else { return }
        rows.merge(try view.rows(underHashes: missing, in: channels)) { _, new in new }
        read.formUnion(missing)
    }

    /// Nil where nothing is said.
    func state(of indicator: Indicator) throws -> IndicatorState? {
        if let state = states[indicator] { return state }
        let hash = indicator.keyHash
        try read(hashes: [hash])
        guard let rows = rows[hash] else { return nil }
        let state = try IndicatorState(resolving: indicator, rows: rows, scope: scope, at: now)
        guard !state.isEmpty else { return nil }
        states[indicator] = state
        return state
    }

    /// Groups that an identifier is in, one at most for each channel.
    func groups(of state: IndicatorState) throws -> [LinkedSellers] {
        let live = state.links.filter { $0.standing == .live }
        guard !live.isEmpty else { return [] }
        try read(live.map(\.other))
        return try Set(live.map(\.dot.log.channel)).sorted().compactMap { channel in
            try group(of: state.indicator, in: channel)
        }
    }

    private func group(
        of indicator: Indicator, in channel: ChannelID
    ) throws -> LinkedSellers? {
        if let known = groups[channel]?[indicator] { return known }
        let group = try LinkedSellers.group(of: indicator, in: channel, scope: scope) { key in
            try read(hashes: [key.hash])
            return try (rows[key.hash] ?? []).filter {
                try $0.dot.log.channel == channel && $0.belongs(to: key)
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
