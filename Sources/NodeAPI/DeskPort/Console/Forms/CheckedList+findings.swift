package import AllianceNames
package import MergedView

extension CheckedList {
    /// What is known of the values of a list.
    package struct Findings: Sendable {
        package struct Known: Sendable {
            package let value: Value
            package let state: IndicatorState
        }

        /// Told one by one; the others are counted.
        package static let shownMax = 500

        /// A value for each of its readings that is known.
        package let known: [Known]
        /// Values of which some reading is known.
        package let knownValues: Int
        /// Values that could be read, and those that could not.
        package let readable: Int
        package let unreadable: [Value]
        /// Members whose reports count, over all that is known.
        package let members: Set<MemberID>
        /// Values that have a member's mark in them.
        package let marked: [(value: Value, marks: [MarkInText])]

        /// - Parameters:
        ///   - states: of `list.lookups`, in their order.
        ///   - marks: of `list.texts`, in their order.
        package init(
            _ list: CheckedList, _ states: [IndicatorState?], marks: [[MarkInText]] = []
        ) {
            var known: [Known] = []
            var (next, knownValues) = (0, 0)
            for value in list.values {
                let before = known.count
                for _ in value.readings {
                    if next < states.count, let state = states[next] {
                        known.append(Known(value: value, state: state))
                    }
                    next += 1
                }
                if known.count > before { knownValues += 1 }
            }
            (self.known, self.knownValues) = (known, knownValues)
            marked = zip(list.values, marks).filter { !$1.isEmpty }.map { ($0, $1) }
            readable = list.values.count { !$0.readings.isEmpty }
            unreadable = list.values.filter(\.readings.isEmpty)
            members = Set(known.flatMap(\.state.asserting))
        }
    }
}
