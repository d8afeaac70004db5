import Replication
import Testing
import TransparencyLog

/// A log of a brand with so many entries.
func brandLog(_ entries: Int) throws -> WrittenLog {
    var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: 5)
    log.append(entries)
    return log
}

/// Two histories under one key that agree on the first `common` entries; behind them each has so many of its own.
func fork(common: Int, _ left: Int, _ right: Int) throws -> (left: WrittenLog, right: WrittenLog) {
    var shared = try WrittenLog("alliance.example/alliance/brand/e1", seed: 7)
    shared.append(common)
    var (first, second) = (shared, shared)
    first.append(left)
    second.appendCommitted(bytes: 33)
    second.append(right - 1)
    return (first, second)
}

/// That all of a log is held, up to a size, and nothing is in memory any more.
func expectHeld(
    _ log: WrittenLog, in run: FollowerRun, size: TreeSize? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let size = size ?? log.size
    let state = try #require(
        try run.store.state(of: log.origin), sourceLocation: sourceLocation)
    #expect(state.size == size, sourceLocation: sourceLocation)
    #expect(state.edge == log.edge(at: size), sourceLocation: sourceLocation)
    for bundle in BundleCoordinate.bundles(of: size) {
        let entries = try run.store.entries(of: log.origin, bundle)
        let payloads = try run.store.payloads(of: log.origin, bundle)
        // A failure prints which bundle, not 20 kB of it.
        let areEqual = entries == log.bundle(bundle) && payloads == log.payloads(bundle)
        #expect(areEqual, "bundle \(bundle.path)", sourceLocation: sourceLocation)
    }
    #expect(run.inMemory.isEmpty, "memory is given back", sourceLocation: sourceLocation)
}
