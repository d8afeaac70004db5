/// How many entries are taken into the free-text index between two looks at what there is to merge.
///
/// Large steps are faster, since keys are sorted within one (20,900 entries a second in steps of 4,096,
/// 29,000 in steps of 65,536); small ones let what was just reported be merged at once.
package enum IndexPace {
    /// About 0.2 s of work.
    package static let entriesMax = 4_096
    /// About 1 s of work, while there is much to catch up with.
    package static let catchingUpEntriesMax = 32_768
    /// More entries behind than this is catching up: a cold start or a rebuild.
    package static let catchingUpLag: UInt64 = 131_072

    package static func entries(lag: UInt64) -> Int {
        lag > catchingUpLag ? catchingUpEntriesMax : entriesMax
    }
}
