package sqlite

import (
	"context"
	"database/sql"
)

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}

// asked asks before each statement whether it may run.
type asked struct {
	querier
	name string
	step func(call string) error
}

func may(step func(string) error, call string) error {
	if step == nil {
		return nil
	}
	return step(call)
}

// QueryRowContext gives the row of a statement that was never run where it may not.
func (a asked) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if err := may(a.step, a.name); err != nil {
		ended, cancel := context.WithCancelCause(ctx)
		cancel(err)
		return a.querier.QueryRowContext(ended, query, args...)
	}
	return a.querier.QueryRowContext(ctx, query, args...)
}

// QueryContext runs a query where it may.
func (a asked) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := may(a.step, a.name); err != nil {
		return nil, err
	}
	return a.querier.QueryContext(ctx, query, args...)
}

// ExecContext runs a statement where it may.
func (a asked) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := may(a.step, a.name); err != nil {
		return nil, err
	}
	return a.querier.ExecContext(ctx, query, args...)
}
