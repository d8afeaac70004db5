/// What is read all the time, without looking twice whether it is there.
struct SoundTables {
    let nodes: UnsafeBufferPointer<SoundTree.Node>
    let steps: UnsafeBufferPointer<SoundTree.Step>
    let groups: UnsafeBufferPointer<UInt32>
    let gapCosts: UnsafeBufferPointer<UInt8>
    let exchange: UnsafeBufferPointer<UInt8>
    let namePhones: UnsafeBufferPointer<UInt8>
    let entries: UnsafeBufferPointer<PhoneticIndex.Entry>
    let textPhones: UnsafeBufferPointer<UInt8>
    let consonants: UnsafeBufferPointer<UInt8>
    let gaps: UnsafeBufferPointer<UInt8>
    let weightsThrough: UnsafeBufferPointer<Int32>
}

extension PhoneticIndex {
    /// - Parameter body: walks from any number of places of the row.
    func walk(along row: HeardRow, _ body: (inout SoundWalk) -> Void) {
        guard !entries.isEmpty, !row.codes.isEmpty else { return }
        let exchange = PhoneCosts.of(.written).exchange
        tree.nodes.withUnsafeBufferPointer { nodes in
            tree.steps.withUnsafeBufferPointer { steps in
                tree.groups.withUnsafeBufferPointer { groups in
                    tree.gapCosts.withUnsafeBufferPointer { gapCosts in
                        exchange.withUnsafeBufferPointer { exchange in
                            phones.withUnsafeBufferPointer { phones in
                                entries.withUnsafeBufferPointer { entries in
                                    row.withPhones { text, consonants, gaps, weights in
                                        withUnsafeTemporaryAllocation(
                                            of: SoundWalk.Unit.self, capacity: consonants.count + 1
                                        ) { units in
                                            var walk = SoundWalk(
                                                tables: .init(
                                                    nodes: nodes, steps: steps, groups: groups,
                                                    gapCosts: gapCosts,
                                                    exchange: exchange, namePhones: phones,
                                                    entries: entries, textPhones: text,
                                                    consonants: consonants, gaps: gaps,
                                                    weightsThrough: weights),
                                                tree: tree, row: row, units: units)
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
}
