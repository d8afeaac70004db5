/// What is read all the time, without looking twice whether it is there.
struct SoundTables {
    let nodes: UnsafeBufferPointer<SoundTree.Node>
    let steps: UnsafeBufferPointer<SoundTree.Step>
    let groups: UnsafeBufferPointer<UInt32>
    let gapCosts: UnsafeBufferPointer<UInt8>
    let exchange: UnsafeBufferPointer<UInt8>
    let near: UnsafeBufferPointer<UInt32>
    let missing: UnsafeBufferPointer<UInt32>
    let namePhones: UnsafeBufferPointer<UInt8>
    let entries: UnsafeBufferPointer<PhoneticIndex.Entry>
    let textPhones: UnsafeBufferPointer<UInt8>
    let consonants: UnsafeBufferPointer<HeardRow.Consonant>
    let before: UnsafeBufferPointer<HeardRow.Before>
}

extension PhoneticIndex {
    /// - Parameter body: walks from any number of places of the row.
    func walk(along row: HeardRow, _ body: (inout SoundWalk) -> Void) {
        guard !entries.isEmpty, !row.codes.isEmpty else { return }
        tree.nodes.withUnsafeBufferPointer { nodes in
            tree.steps.withUnsafeBufferPointer { steps in
                tree.groups.withUnsafeBufferPointer { groups in
                    tree.gapCosts.withUnsafeBufferPointer { gapCosts in
                        phones.withUnsafeBufferPointer { phones in
                            entries.withUnsafeBufferPointer { entries in
                                Self.withSteps { exchange, near, missing in
                                    row.withPhones { text, consonants, before in
                                        withUnsafeTemporaryAllocation(
                                            of: SoundWalk.Unit.self, capacity: consonants.count + 1
                                        ) { units in
                                            var walk = SoundWalk(
                                                tables: .init(
                                                    nodes: nodes, steps: steps, groups: groups,
                                                    gapCosts: gapCosts, exchange: exchange,
                                                    near: near, missing: missing,
                                                    namePhones: phones, entries: entries,
                                                    textPhones: text, consonants: consonants,
                                                    before: before),
                                                tree: tree, units: units)
                                            body(&walk)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func withSteps(
        _ body: (
            _ exchange: UnsafeBufferPointer<UInt8>, _ near: UnsafeBufferPointer<UInt32>,
            _ missing: UnsafeBufferPointer<UInt32>
        ) -> Void
    ) {
        PhoneCosts.of(.written).exchange.withUnsafeBufferPointer { exchange in
            ConsonantSteps.near.withUnsafeBufferPointer { near in
                ConsonantSteps.missing.withUnsafeBufferPointer { body(exchange, near, $0) }
            }
        }
    }
}
