import MergedView

/// As a node builds its view (`ViewMerger`), from logs that are in no store.
extension ViewStore {
    /// Merges until the view has all of them.
    func catchUp(with source: any EntrySource) throws {
        while true {
            let batches = try ViewMerger.nextBatches(for: self, from: source)
            if batches.isEmpty { return }
            try merge(batches)
        }
    }

    /// Forgets the view and folds them again.
    func rebuild(from source: any EntrySource) throws {
        try erase()
        try catchUp(with: source)
    }
}
