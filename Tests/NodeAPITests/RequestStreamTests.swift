import NodeAPI
import Peering
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(30))) struct RequestStreamTests {
    @Test(
        "what comes is read in its order; beyond the limit whoever sends is told to wait, until half is read"
    )
    func bounded() async throws {
        let rooms = Mutex(0)
        let stream = RequestStream(onRoom: { rooms.withLock { $0 += 1 } })
        let piece = [UInt8](repeating: 1, count: RequestStream.waitingBytesMax / 4)
        #expect(stream.offer(piece) && stream.offer(piece) && stream.offer(piece))
        #expect(!stream.offer([UInt8](repeating: 2, count: piece.count)))
        #expect(rooms.withLock { $0 } == 0)
        #expect(try await stream.next() == piece)
        #expect(rooms.withLock { $0 } == 0)
        #expect(try await stream.next() == piece)
        #expect(rooms.withLock { $0 } == 1)
        #expect(try await stream.next() == piece)
        #expect(try await stream.next()?.first == 2)
        #expect(rooms.withLock { $0 } == 1)
        stream.end()
        #expect(try await stream.next() == nil)
        #expect(try await stream.next() == nil)
    }

    @Test("of whoever is gone nothing more is read; of what is too long, what came before")
    func gone() async throws {
        let gone = RequestStream(onRoom: {})
        #expect(gone.offer([1, 2]))
        gone.breakOff()
        await #expect(throws: RequestStream.BrokenOff(nil)) { _ = try await gone.next() }
        let problem = PeerProblem(status: 413, keyword: "x", detail: "x")
        let long = RequestStream(onRoom: {})
        #expect(long.offer([1, 2]))
        long.breakOff(problem)
        #expect(try await long.next() == [1, 2])
        await #expect(throws: RequestStream.BrokenOff(problem)) { _ = try await long.next() }
    }

    @Test("a reader that waits is told of what comes, of the end and of a break")
    func waiting() async throws {
        for end in 0..<3 {
            let stream = RequestStream(onRoom: {})
            let problem = PeerProblem(status: 413, keyword: "x", detail: "x")
            let reading = Task { () throws -> Int in
                var count = 0
                while let bytes = try await stream.next() { count += bytes.count }
                return count
            }
            #expect(stream.offer([1, 2]))
            await Task.yield()
            #expect(stream.offer([3]))
            switch end {
            case 0: stream.end()
            case 1: stream.breakOff(problem)
            default: stream.breakOff()
            }
            // Nothing counts after the end.
            #expect(stream.offer([4]))
            stream.end()
            switch (end, await reading.result) {
            case (0, .success(let count)): #expect(count == 3)
            case (1, .failure(let error)):
                #expect(error as? RequestStream.BrokenOff == .init(problem))
            case (2, .failure(let error)): #expect(error as? RequestStream.BrokenOff == .init(nil))
            case (_, let result): Issue.record("\(end): \(result)")
            }
        }
    }
}
