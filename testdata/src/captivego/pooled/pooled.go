// Package pooled holds contexts of web frameworks, which are used again.
package pooled

import (
	"context"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
)

type store interface {
	Save(ctx context.Context, name string) error
}

type api struct{ store store }

func (a *api) gin(c *gin.Context) {
	go func() {
		a.store.Save(context.Background(), c.Param("name")) // want `this goroutine uses c, which goes back to a pool when \(\*api\).gin returns and then belongs to another request; hand over a copy made by Context.Copy`
	}()
	go a.save(c) // want `\(\*api\).save uses c, which goes back to a pool`
	c.JSON(202, nil)
}

func (a *api) save(c *gin.Context) {
	a.store.Save(context.Background(), c.Param("name"))
}

// The copy may be kept, its request's context ends all the same.
func (a *api) copied(c *gin.Context) {
	copied := c.Copy()
	go func() {
		a.store.Save(copied.Request.Context(), "a") // want `this goroutine goes on with copied.Request.Context\(\), which is cancelled as soon as \(\*api\).copied returns`
	}()
}

func (a *api) fiber(c *fiber.Ctx) error {
	name := c.Params("name")
	go a.store.Save(context.Background(), name) // want `what c.Params returned is part of a buffer that the next request overwrites while Save still reads it; copy it`
	go func() {
		a.store.Save(context.Background(), name) // want `what c.Params returned is part of a buffer`
	}()
	return c.SendStatus(202)
}

// Near misses.

func (a *api) values(c *gin.Context) {
	name := c.Param("name")
	go a.store.Save(context.Background(), name)
	copied := c.Copy()
	go a.store.Save(context.Background(), copied.Param("name"))
}

func (a *api) cloned(c *fiber.Ctx) error {
	name := strings.Clone(c.Params("name"))
	body := string(c.Body())
	go a.store.Save(context.Background(), name)
	go a.store.Save(context.Background(), body)
	return c.SendStatus(202)
}
