import CRDT
import MergedView
import Simulation
import Statements

extension NaiveView {
    /// Of what was written up to a frontier.
    init(logs: WrittenLogs, frontier: ViewFrontier, scope: ViewScope) {
        let statements = frontier.logs.flatMap { origin in
            (0..<frontier[origin]).compactMap {
                index -> (dot: StatementDot, statement: Statement)? in
                guard case .says(let statement) = logs.logs[origin]![Int(index)].line else {
                    return nil
                }
                return (StatementDot(log: origin, index: index), statement)
            }
        }
        self.init(statements, scope: scope)
    }
}
