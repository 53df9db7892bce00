import Domain

extension Gateway {
  /// Counts what a command would do to views, and writes nothing; from any thread, never blocks.
  ///
  /// `completion` is called once, on another thread or, where nothing can be counted now, on this one.
  package func count(
    _ request: MovementRequest,
    completion: @escaping @Sendable (Result<MovementReport, MovementFailure>) -> Void
  ) {
    let time = parts.clock.now()
    counting.add { [notice = parts.notice] reading in
      switch reading {
      case .failure(.busy): completion(.failure(.busy))
      case .failure(.unavailable): completion(.failure(.unavailable))
      case .failure(.stopping): completion(.failure(.stopping))
      case .success(let session):
        do {
          completion(.success(try session.count(request, at: time)))
        } catch let refusal as Refusal {
          completion(.failure(.refused(refusal)))
        } catch {
          notice("what a change would do could not be counted: \(error)")
          completion(.failure(.unavailable))
        }
      }
    }
  }
}
